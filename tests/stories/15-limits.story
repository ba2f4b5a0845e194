# The limits of a licence: the county says nothing for five days, so law accepts it; then the clock stands, goes on, and is lengthened once.
story "The limits of a licence"

actor clerk village-clerk
actor county county-handler
actor township township-handler
actor checker county-checker
actor decider county-approver
actor head county-head-gt
actor stranger county-head
actor farmer public phone

scene "papers are in, the receipt has its number"
  at 2026-03-02 09:00
  clerk signs-in
  clerk files S-GT-05 向大梅 "{id 422823 1968-06-01 female 7}"
  clerk keeps number "办件编号 (\S+)"
  clerk keeps code "查询码 (\d{6})"
  clerk presses 打印收件凭证
  clerk sees 巴国土收〔2026〕1号

scene "nobody answers in five working days: accepted from the day of receipt"
  at 2026-03-10 00:10
  township signs-in
  township opens /cases?q={number}
  township presses 向大梅
  township sees 视为受理 受理通知书
  township presses 受理通知书
  township sees 巴东县国土资源局 巴国土受〔2026〕1号 自收到申请材料之日
  township looks paper-deemed

scene "an expert finding stops the clock, with a paper that says why and how long"
  at 2026-03-11 09:00
  township signs-in
  township opens /cases?q={number}
  township presses 向大梅
  township presses 时限明细
  township looks limits
  township presses 开始特别程序
  township selects 鉴定
  township fills 预计天数 10
  township presses 中止计时并生成告知书
  township sees 至少
  township looks limits-error
  township fills 做什么、由谁做 请州地质队鉴定山体是否稳定
  township presses 中止计时并生成告知书
  township sees 计时中止 鉴定
  township looks limits-stopped
  township opens /cases?q={number}
  township presses 向大梅
  township presses 特别程序告知书
  township looks paper-special

scene "the applicant sees why it stands, and may read every paper without an account"
  farmer opens /track
  farmer fills 办件编号 {number}
  farmer fills 查询码 {code}
  farmer presses 查进度
  farmer sees 计时中止 特别程序告知书
  farmer looks track-papers
  farmer presses 特别程序告知书
  farmer sees 巴国土特〔2026〕1号 不计算在办理期限内

scene "the clock goes on, and the days it stood do not count"
  at 2026-03-18 10:00
  township signs-in
  township opens /cases?q={number}
  township presses 向大梅
  township presses 时限明细
  township fills 结果是什么 山体稳定，可以建房。
  township presses 恢复计时
  township sees 已扣除中止的

scene "the right to a hearing is told, and nobody asks in time"
  township presses 告知听证权利
  township fills 为什么告知 涉及邻居的重大利益
  township fills 利害关系人 "周琴 东边邻居，采光受影响"
  township presses 生成听证告知书
  township opens /cases?q={number}
  township presses 向大梅
  township presses 听证告知书
  township sees 同时告知利害关系人1名
  township misses 周琴
  township looks paper-hearing
  at 2026-03-27 09:00
  township signs-in
  township opens /cases?q={number}
  township presses 向大梅
  township presses 时限明细
  township sees 没有要求听证，最后一天是3月25日
  township misses 登记申请，中止计时

scene "a neighbour is told later and asks in days of his own; the record is given to all to sign"
  township opens /cases?q={number}
  township presses 向大梅
  township presses 时限明细
  township presses 还有利害关系人要告知
  township fills 利害关系人 李明
  township fills 为什么告知 西边邻居刚知道
  township presses 生成听证告知书
  township sees 请在姓名后面空一格写有什么利害关系
  township looks limits-party-refused
  township fills 利害关系人 "李明 西边邻居，采光受影响"
  township presses 生成听证告知书
  township sees 李明 可以要求听证，最后一天4月3日
  township opens /cases?q={number}
  township presses 向大梅
  township presses 巴国土听〔2026〕2号
  township sees 李明：
  township looks paper-hearing-others
  township opens /cases?q={number}
  township presses 向大梅
  township presses 时限明细
  township ticks 李明
  township fills 谁、怎样提出的 邻居当面递交书面申请
  township presses 登记申请，中止计时
  township sees 3月27日
  township misses 结束特别程序
  township presses 登记放弃听证
  township fills 怎样表示放弃的 当面说不开了
  township looks limits-drop
  township presses 确认放弃
  township sees 李明 可以要求听证，最后一天4月3日
  township ticks 李明
  township fills 谁、怎样提出的 邻居改了主意，又递交书面申请
  township presses 登记申请，中止计时
  township sees 要求听证
  township fills 日期 2026-04-10
  township fills 地点 县政务服务中心二楼会议室
  township fills 主持人的登录名 manager
  township looks limits-hearing
  township presses 定下并生成听证通知
  at 2026-04-10 16:00
  township signs-in
  township opens /cases?q={number}
  township presses 向大梅
  township presses 时限明细
  township presses 登记听证笔录
  township fills 笔录要点 "邻居主张留出1.5米，申请人同意退让。"
  township fills 李明 拒绝签字
  township presses 登记笔录，恢复计时
  township sees 请写明向大梅是否在笔录上签字 停表前已逾期
  township misses "还剩 0 个工作日"
  township looks limits-record-refused
  township fills 向大梅 已确认签字
  township fills 周琴 没有参加
  township presses 登记笔录，恢复计时
  township sees 拒绝签字 已确认签字 申请人同意退让
  township looks limits-heard

scene "the head of the deciding bureau lengthens the limit once; the head of another bureau finds no such case"
  stranger signs-in
  stranger opens /cases?q={number}
  stranger misses 向大梅
  head signs-in
  head opens /cases?q={number}
  head presses 时限明细
  head presses 延长办理期限
  head fills 延期的理由 现场核查遇大雪封山，无法进入。
  head presses 批准延期并生成告知书
  head looks limits-extended
  head misses 批准延期并生成告知书
  head opens /cases?q={number}
  head presses 延长办理期限告知书
  head sees 巴国土延〔2026〕1号 现场核查遇大雪封山

scene "the decision names who reviews it"
  township opens /cases?q={number}
  township presses 向大梅
  township presses "提交审核意见：同意"
  township ticks 审核人
  township looks-over
  township writes 现场看过，位置和材料一致。
  township presses "提交审核意见：同意"
  checker signs-in
  checker opens /cases?q={number}
  checker presses 向大梅
  checker presses 记录并继续
  checker looks-over
  checker writes 材料和现场一致。
  checker presses 记录并继续
  decider signs-in
  decider opens /cases?q={number}
  decider presses 向大梅
  decider presses 不予并写明理由
  decider looks-over
  decider writes 选址在地质灾害隐患点内。
  decider presses 不予并写明理由
  decider sees 决定要根据听证笔录作出 申请人同意退让
  decider looks act-heard
  decider ticks 已看过听证笔录
  decider presses 不予并写明理由
  decider presses 打印
  decider sees 本机关于2026年4月10日举行听证，本决定根据听证笔录作出
  decider sees 巴东县人民政府 巴东县人民法院 巴国土不准〔2026〕1号
  decider looks paper-refused
