# The couple in Shenzhen: a second-birth permit by the rules of 2013, six months pregnant, all of it by telephone and all on one day; the permit comes by post.
story "The couple in Shenzhen"

actor clerk village-clerk
actor township township-handler
actor checker township-checker
actor proposer county-handler
actor decider county-approver
actor couple public phone

act next
  presses 保存并继续

act follows
  opens /track
  fills 办件编号 {number}
  fills 查询码 {code}
  presses 查进度

act finds-and-does CASE WORDS NOTE
  signs-in
  opens /desk
  presses {CASE}
  presses {WORDS}
  looks-over
  writes {NOTE}
  presses {WORDS}

scene "they ring the village room, and the clerk fills in what they say"
  at 2026-11-23 08:30
  clerk signs-in
  clerk opens /items/S-JS-01
  clerk sees 可邮寄给外出务工人员 已取消，为当时事项
  clerk presses 开始办理
  clerk presses 开始填写
  clerk fills 申请人姓名 覃远山
  clerk fills 公民身份号码 "{id 422823 1984-05-06 male 41}"
  clerk fills 联系电话 13871000041
  clerk fills "住址（村民小组、门牌）" 深圳市宝安区（户籍三组9号）
  clerk next
  clerk chooses 申请地 户籍地
  clerk chooses 由谁办 本人
  clerk next
  clerk fills 配偶姓名 谭雪梅
  clerk fills 配偶身份证号 "{id 422823 1986-09-10 female 42}"
  clerk fills 配偶户籍地 巴东县野三关镇
  clerk fills 结婚日期 2008-01-18
  clerk chooses 有一方再婚 否
  clerk next
  clerk fills 现有子女数 1
  clerk fills 子女姓名和出生日期 覃小雨，2009年6月1日
  clerk fills 预产期（已怀孕的） 2027-02-20
  clerk next
  clerk chooses 符合的条件 农村夫妻只有一个女孩
  clerk next
  clerk ticks 以上所填属实
  clerk next

scene "a one-time link goes to their telephone, and how they were known is written down"
  clerk keeps-address draft "(/drafts/\d+)"
  clerk presses 让申请人用手机传材料
  clerk ticks 视频通话，持证露脸
  clerk fills 看到了什么、怎么核的（可不填） 夫妻二人持证露脸，问过户号
  clerk looks draft-phone
  clerk presses 生成二维码和链接
  clerk sees 请申请人扫码
  clerk looks draft-phone-link
  clerk keeps-field link 链接 "(/p/\S+)"

scene "photographs land in their slots, in Shenzhen and on the clerk's page at once"
  couple opens {link}
  couple sees 把材料拍照传上来 覃** 不用注册
  couple misses 覃远山 谭雪梅 13871000041
  couple looks phone-empty
  couple photographs 结婚证 marriage.jpg
  clerk sees JPEG
  couple photographs 生育证申请表 application.jpg
  couple photographs 居民身份证 his.jpg hers.jpg
  couple photographs 户口簿 register.jpg
  couple photographs 照片 two.jpg
  couple photographs 婚育情况证明（双方村或单位） hers-village.jpg
  couple looks phone-filled
  couple presses 都传好了
  couple sees 收到了，谢谢
  couple looks phone-thanks

scene "their consent is asked by video before a witness, and the case is filed"
  clerk opens {draft}/materials
  clerk looks draft-photographs
  clerk presses 继续
  clerk presses 申请人不能签字？可以口头同意
  clerk fills 谁同意的（申请人姓名，有代理人的写代理人） 覃远山
  clerk chooses 怎样问的 视频
  clerk fills 见证人姓名 向明秀
  clerk fills 为什么不能签字 人在深圳务工，妻子怀孕六个月
  clerk presses 记下口头同意
  clerk sees "经视频问过 覃远山，同意提交；见证人 向明秀"
  clerk looks draft-consent-by-video
  clerk presses 提交并打印收件凭证
  clerk sees 已收件
  clerk keeps number "办件编号 (\S+)"
  clerk keeps code "查询码 (\d{6})"
  couple opens {link}
  couple sees 已经
  couple looks phone-over
  couple follows
  couple sees 收件 已收件
  couple looks track-received

scene "the township makes it urgent with the reason the item names, and asks for what is missing"
  at 2026-11-23 09:20
  township signs-in
  township opens /cases?q={number}
  township keeps-address case "(/cases/\d+)"
  township opens {case}/urgent
  township sees 已怀孕，临近预产期
  township looks urgent-reasons
  township presses 加急
  township sees 至少
  township ticks 已怀孕，临近预产期
  township writes 怀孕六个月
  township presses 加急
  township sees 已加急 已怀孕，临近预产期：怀孕六个月
  township looks case-urgent-second-birth
  township opens /desk
  township presses 覃远山
  township presses 告知全部缺项
  township fills "缺项 1" 婚育情况证明：还缺男方单位的一份
  township looks act-correction
  township presses 告知全部缺项
  township sees 待补正

scene "they answer from the phone, without an account"
  at 2026-11-23 09:40
  couple follows
  couple sees 加急 还缺男方单位的一份 现在补正
  couple misses 怀孕六个月
  couple looks track-correction
  couple presses 现在补正
  couple sees 还缺男方单位的一份
  couple photographs 婚育情况证明（双方村或单位） his-factory.jpg
  couple looks phone-correction
  couple presses 补好了，交上去
  couple sees 材料已经
  couple looks phone-sent
  couple follows
  couple sees 补正材料 已收件

scene "township and county act the same day"
  at 2026-11-23 10:30
  township finds-and-does 覃远山 受理并打印通知书 ""
  township opens {case}
  township sees 视频通话 凭办件编号和查询码
  township looks case-from-afar
  township finds-and-does 覃远山 记录并继续 两个村都核实过，婚姻、生育情况属实。
  couple follows
  couple sees 已受理
  checker finds-and-does 覃远山 提交审核意见：同意 只有一个女孩，符合条件，同意上报。
  at 2026-11-23 15:10
  proposer finds-and-does 覃远山 拟准予，送下一位 农村夫妻只有一个女孩，拟准予。
  couple follows
  couple sees "县级审批决定 · 提出拟办意见"
  couple misses 准予
  decider finds-and-does 覃远山 准予并盖章 符合条例规定的只有一个女孩一条，准予再生育。
  decider sees 已准予
  couple follows
  couple sees 准予行政许可决定书 县级审批决定
  couple looks track-granted

scene "the permit goes by post, with carrier and number"
  at 2026-11-23 16:40
  clerk signs-in
  clerk opens /desk
  clerk presses 覃远山
  clerk presses 登记送达
  clerk fills 寄递公司 中国邮政
  clerk fills 邮寄单号 EM200000041CN
  clerk chooses 邮费谁付 单位付邮费
  clerk looks delivery-by-post
  clerk presses 登记寄出
  clerk sees 在路上 EM200000041CN
  couple follows
  couple sees 结果已寄出 中国邮政 EM200000041CN 在路上
  couple looks track-posted

scene "it arrives, and the affair is closed"
  at 2026-11-26 17:00
  clerk signs-in
  clerk opens /desk
  clerk presses 覃远山
  clerk presses 登记送达
  clerk presses 登记妥投
  clerk sees 办结
  couple follows
  couple sees 已送达 准予
  couple misses "{id 422823 1984-05-06 male 41}" 谭雪梅 怀孕六个月
  couple looks track-closed
