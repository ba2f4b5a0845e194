# After the decision: made urgent, handed on, a letter that came back, an account changed and called back, paid twice, a decision nobody mends alone.
story "After the decision"

actor clerk village-clerk
actor township township-handler
actor partner township-handler-2
actor checker township-checker
actor office county-handler
actor colleague county-checker
actor decider county-approver
actor son public phone

act finds-and-does CASE WORDS NOTE
  opens /desk
  presses {CASE}
  presses {WORDS}
  looks-over
  writes {NOTE}
  presses {WORDS}

scene "a claim is filed, and the office makes it urgent"
  at 2026-11-23 09:00
  clerk signs-in
  clerk files S-MZ-05 向大梅 "{id 422823 1948-06-01 female 7}"
  clerk keeps number "办件编号 (\S+)"
  clerk keeps code "查询码 (\d{6})"
  office signs-in
  office opens /cases?q={number}
  office keeps-address case "(/cases/\d+)"
  office opens {case}/urgent
  office writes 老人住院，等着交费
  office presses 加急
  office sees 已加急 老人住院，等着交费
  office looks case-urgent

scene "it is handed to the colleague of the village, who says yes"
  township signs-in
  township opens {case}
  township presses 更多操作
  township presses 转办
  township selects 向自立
  township writes 这个村由他负责
  township looks reassign
  township presses 转办
  township sees 对方同意以前还是您负责
  partner signs-in
  partner opens /desk
  partner sees 有转办等您答复
  partner opens /reassign
  partner looks reassign-waiting
  partner presses 同意接办

scene "three offices grant it"
  partner finds-and-does 向大梅 受理并打印通知书 ""
  checker signs-in
  checker finds-and-does 向大梅 提交审核意见：同意 入户核实，家庭困难属实，同意上报。
  office finds-and-does 向大梅 提交审核意见：同意 材料齐全，家庭困难属实，建议准予。
  decider signs-in
  decider finds-and-does 向大梅 准予并盖章 符合临时救助条件，准予救助。

scene "a letter comes back, and it is handed over at the counter"
  clerk opens /desk
  clerk presses 向大梅
  clerk presses 登记送达
  clerk looks delivery
  clerk presses 登记送达
  clerk sees 按了手印
  clerk fills 寄递公司 中国邮政
  clerk fills 邮寄单号 EM123456789CN
  clerk chooses 邮费谁付 单位付邮费
  clerk presses 登记寄出
  clerk sees 在路上 EM123456789CN
  clerk presses 登记送达
  clerk looks delivery-under-way
  clerk fills 为什么退回 无人签收
  clerk presses 登记退回
  clerk presses 登记送达
  clerk chooses 送达回证上 已按手印
  clerk presses 登记送达
  clerk sees 结果已送达

scene "the account is changed: it counts once a colleague has called"
  office opens {case}/money
  office looks money
  office fills 新账号 6217990000007654321
  office fills 为什么变更 旧卡丢失，换了新卡
  office presses 登记变更，等回拨核实
  office sees 您登记的变更，要别的同事来回拨
  office looks money-change
  colleague signs-in
  colleague opens {case}/money
  colleague chooses 接电话的人怎么说 是本人，确认变更
  colleague fills 谁接的电话，说了什么 本人接听，确认换卡
  colleague looks money-call
  colleague presses 登记回拨
  colleague sees 已核实生效 "**** 4321"

scene "paid, sent back by the bank, paid again"
  office opens {case}/money
  office fills 金额 500
  office fills 批次或流水号 2026-11第3批
  office presses 记为已发放
  office sees 已发放 "500.00 元"
  office fills 退票原因 户名不符
  office presses 登记退票
  office sees 已退票
  office fills 金额 500
  office fills 批次或流水号 2026-11第4批
  office presses 记为已发放
  office sees 2026-11第4批
  office looks money-paid

scene "who decided cannot mend it"
  decider opens {case}/redress/corrected
  decider fills 正确的写法 申请人姓名应为向大梅
  decider writes 决定书姓名误写
  decider looks redress
  decider presses 更正决定
  decider sees 您作的决定，要由别的批准人或部门负责人来更正

scene "the son sees all of it on his phone"
  son opens /track
  son fills 办件编号 {number}
  son fills 查询码 {code}
  son presses 查进度
  son sees 已送达 已发放 已退回 加急
  son misses 6217990000007654321 老人住院
  son looks track-delivered-and-paid
