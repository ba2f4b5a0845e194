# Dibao at 木龙垭村 (野三关镇): from the village room to the decision and back, over a holiday.
story "Dibao at 木龙垭村"

actor clerk village-clerk
actor township township-handler
actor mayor township-approver
actor checker county-checker
actor window county-handler
actor decider county-approver
actor widow public phone
actor wall screen

act next
  presses 保存并继续

act opens-record-of CASE
  signs-in
  opens /desk
  presses {CASE}
  presses 记录并继续
  looks-over

act finds-and-does CASE WORDS NOTE
  signs-in
  opens /desk
  presses {CASE}
  presses {WORDS}
  looks-over
  writes {NOTE}
  presses {WORDS}

scene "the clerk finds the item and the guide says what to bring"
  at 2026-09-21 09:00
  clerk signs-in
  clerk looks clerk-desk
  clerk opens /items/S-MZ-01
  clerk sees 户口簿 承诺时限
  clerk looks guide-dibao

scene "her household is entered in the register, which says who looks"
  clerk opens /register/new
  clerk fills 户号 1072719001
  clerk fills 村民小组 三组
  clerk fills 门牌 12号
  clerk fills 姓名 覃守英
  clerk fills 公民身份号码 "{id 422823 1956-03-02 female 1}"
  clerk fills 联系电话 13871000001
  clerk presses 保存到台账
  clerk sees "已登记到台账"
  clerk looks household
  clerk opens /items/S-MZ-01

scene "a widow of 70 applies, one subject at a time"
  clerk presses 开始办理
  clerk fills 姓名、户号或完整的身份证号 覃守英
  clerk presses 从户籍台账选人
  clerk presses 覃守英
  clerk looks choose-person
  clerk presses 给他办
  clerk sees 来自户籍台账
  clerk fills 申请人姓名 覃守英
  clerk fills 公民身份号码 422823195603020021
  clerk fills 联系电话 13871000001
  clerk fills "住址（村民小组、门牌）" 三组12号
  clerk next
  clerk sees 号码对不上
  clerk looks filing-error
  clerk fills 公民身份号码 "{id 422823 1956-03-02 female 1}"
  clerk next
  clerk fills 共同生活的人数 1
  clerk chooses 户口都在本村 是
  clerk chooses 以前享受过低保 否
  clerk next
  clerk next
  clerk fills "工资和务工收入（元/年）" 0
  clerk fills "种植、养殖、经营净收入（元/年）" 1200
  clerk fills "租金、利息等财产收入（元/年）" 0
  clerk fills "养老金、赡养费等（元/年）" 660
  clerk fills "惠农补贴（元/年）" 300
  clerk fills "其他收入（元/年）" 0
  clerk looks filing-income
  clerk next

scene "the power fails, and nothing typed is lost"
  clerk opens /desk
  clerk sees 没填完的申请
  clerk presses 农村居民最低生活保障申请
  clerk keeps-address draft "(/drafts/\d+)"
  clerk opens {draft}/income
  clerk shows "种植、养殖、经营净收入（元/年）" 1200
  clerk opens {draft}/property
  clerk chooses 住房 自有
  clerk fills "住房面积（平方米）" 40
  clerk chooses 另有住房 否
  clerk fills "存款和有价证券（元）" 500
  clerk next
  clerk chooses 困难原因 年老 缺劳动力
  clerk fills 说明 老伴去年去世，本人年老多病，没有劳动力。
  clerk next
  clerk chooses 与低保经办人或村干部是近亲属 否
  clerk next
  clerk chooses 开户银行 农村信用社（农商行）
  clerk fills 户名 覃守英
  clerk fills 账号 81010000123456789
  clerk next
  clerk ticks 同意核对全家经济状况 知道评议和结果要在村里公示7天 以上所填属实
  clerk next

scene "one paper is missing and the clerk sees it before handing in"
  clerk uploads 书面申请书 application.pdf
  clerk uploads 户口簿 household-1.jpg household-2.jpg
  clerk uploads 居民身份证 id-card.jpg
  clerk uploads 家庭收入和财产状况申报表 income.png
  clerk uploads 家庭经济状况核对授权书 authorisation.png
  clerk looks filing-materials
  clerk presses 继续
  clerk sees 交件前再看一遍 缺
  clerk looks filing-check
  clerk presses 提交并打印收件凭证
  clerk sees 缺材料：银行账号复印件 还没有申请人的签字
  clerk presses 缺材料：银行账号复印件
  clerk uploads 银行账号复印件 account.jpg
  clerk presses 继续

scene "the filled form is printed, signed with a thumbprint, scanned back"
  clerk presses 打印申请表
  clerk sees 表单版本 个人信息使用告知 手印 "{id 422823 1956-03-02 female 1}" 81010000123456789
  clerk looks form-print
  clerk presses 返回
  clerk uploads 签字的申请表 signed.jpg

scene "an answer mended after that makes the signature void, and the clerk sees it"
  clerk opens {draft}/household
  clerk fills 共同生活的人数 2
  clerk next
  clerk opens {draft}/check
  clerk sees 签字以后内容又改过 打印以后改过
  clerk presses 提交并打印收件凭证
  clerk sees 请重新打印、签字、扫描
  clerk looks filing-outdated
  clerk opens {draft}/household
  clerk fills 共同生活的人数 1
  clerk next
  clerk opens {draft}/check
  clerk misses 签字以后内容又改过
  clerk looks filing-signed

scene "she has her receipt at once"
  clerk presses 提交并打印收件凭证
  clerk sees 已收件
  clerk keeps number "办件编号 (\S+)"
  clerk keeps short "办件编号 \d{9}(\d{16})"
  clerk keeps code "查询码 (\d{6})"
  clerk looks filing-done
  clerk presses 打印收件凭证
  clerk sees {number} {code} 收件凭证
  clerk looks receipt

scene "the county window sees the case from the same minute"
  window signs-in
  window opens /cases?q={number}
  window sees {number}

scene "the wall shows the number, because poverty is nobody's business"
  wall opens /wall/422823107271
  wall sees {short}
  wall misses 覃守英 覃*英

scene "the township accepts"
  at 2026-09-22 10:00
  township signs-in
  township opens /desk
  township sees 覃守英
  township presses 覃守英
  township looks case-township
  township presses 受理并打印通知书
  township looks-over
  township looks act-accept
  township presses 受理并打印通知书
  township sees 已受理

scene "she follows it by number and code, without an account"
  widow opens /track
  widow looks track
  widow fills 办件编号 {number}
  widow fills 查询码 000000
  widow presses 查进度
  widow sees 没有查到
  widow fills 办件编号 {number}
  widow fills 查询码 {code}
  widow presses 查进度
  widow sees 已受理 入户调查
  widow misses "{id 422823 1956-03-02 female 1}" 81010000123456789
  widow looks track-result

scene "two officers visit, the villagers appraise, the list hangs out seven days"
  at 2026-09-23 15:00
  township opens-record-of 覃守英
  township looks act-visit
  township looks-over
  township writes "9月23日入户，房屋三间，情况属实。"
  township presses 记录并继续
  township sees "本事项由 2 名以上工作人员一起核查" 请写明还有谁到场
  township looks act-visit-alone
  township looks-over
  township fills "没有账号的同事 1" "谭明 民政办科员"
  township presses 记录并继续
  township opens /cases?q={number}
  township sees 到场： 谭明（民政办科员）
  township looks case-visited
  widow opens /track
  widow fills 办件编号 {number}
  widow fills 查询码 {code}
  widow presses 查进度
  widow sees 2名工作人员到场核查
  widow misses 谭明
  widow looks track-visited
  at 2026-09-24 16:00
  township finds-and-does 覃守英 记录并继续 "民主评议到会25人，同意24人。"
  township finds-and-does 覃守英 记录并继续 "9月24日在村务公开栏张榜。"
  township opens /cases?q={number}
  township sees 公示7天 计时中止

scene "the holiday does not count, and the notice ends by itself"
  at 2026-10-08 09:00
  township finds-and-does 覃守英 记录并继续 "公示期满，无异议。"
  mayor signs-in
  mayor finds-and-does 覃守英 "提交审核意见：同意" "符合条件，拟按B类保障。"

scene "the county checks, hangs out its list, decides"
  at 2026-10-09 09:00
  checker signs-in
  checker finds-and-does 覃守英 记录并继续 "抽查入户，与乡镇意见一致。"
  window finds-and-does 覃守英 记录并继续 "10月9日在县政府网站公示。"
  at 2026-10-17 09:00
  window finds-and-does 覃守英 记录并继续 "公示期满，无异议。"
  decider signs-in
  decider opens /desk
  decider presses 覃守英
  decider looks case-decide
  decider presses 准予并盖章
  decider looks-over
  decider writes "准予，从十月起执行。"
  decider presses 准予并盖章
  decider sees 已准予

scene "the answer is in the village, and the affair is closed"
  at 2026-10-19 09:00
  clerk signs-in
  clerk opens /desk
  clerk presses 覃守英
  clerk presses 登记送达
  clerk chooses 送达回证上 已按手印
  clerk looks delivery
  clerk presses 登记送达
  clerk sees 办件办结
  widow opens /track
  widow fills 办件编号 {number}
  widow fills 查询码 {code}
  widow presses 查进度
  widow sees 准予
