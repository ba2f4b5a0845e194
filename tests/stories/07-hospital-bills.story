# Hospital bills from outside the county: 14 scans, originals handed over and signed back, the same bill found when it comes again, an account changed and called back, paid out.
story "Hospital bills"

actor clerk village-clerk
actor second village-clerk-2
actor township township-handler
actor checker township-checker
actor office county-handler
actor colleague county-checker
actor decider county-approver
actor patient public phone

act next
  presses 保存并继续

act begins-for NAME ID
  opens /items/S-WS-02
  presses 开始办理
  presses 开始填写
  fills 申请人姓名 {NAME}
  fills 公民身份号码 {ID}
  fills 联系电话 13871000051
  fills "住址（村民小组、门牌）" 三组21号
  next
  chooses 病人是申请人本人 是
  fills 合作医疗证号 4228231072710021
  chooses 为什么在县外住院 外出务工
  next

act was-in HOSPITAL
  fills 诊断 腰椎骨折
  fills 医院全称 {HOSPITAL}
  chooses 医院级别 三级
  fills 入院日期 2026-10-02
  fills 出院日期 2026-10-19
  fills 住院号 Z20261002
  next

act claims-bill NUMBER
  fills 住院发票号 {NUMBER}
  fills 票据张数 3
  fills "总费用（元）" 21640.50
  fills "目录外自费（元）" 1830
  chooses 有无其他保险已赔付 否
  chooses 是外伤 否
  next

act gives-account NAME
  chooses 开户银行 农村信用社（农商行）
  fills 户名 {NAME}
  fills 账号 81010000123450051
  next
  ticks 以上所填属实
  next

act scans-fourteen
  uploads 合作医疗证 scheme.jpg
  uploads 居民身份证 id-front.jpg id-back.jpg
  uploads 户口簿 register-1.jpg register-2.jpg
  uploads 住院发票原件 invoice-1.png invoice-2.png invoice-3.png
  uploads 费用清单 bill-1.pdf bill-2.pdf bill-3.pdf
  uploads 出院小结或诊断证明 discharge.jpg
  uploads 转诊或务工证明 work.jpg
  uploads 银行账号复印件 account.jpg
  presses 继续
  uploads 签字的申请表 signed.jpg

act finds-and-does CASE WORDS NOTE
  signs-in
  opens /desk
  presses {CASE}
  presses {WORDS}
  looks-over
  writes {NOTE}
  presses {WORDS}

scene "a man back from Yichang claims his bills, with fourteen scans"
  at 2026-11-23 09:00
  clerk signs-in
  clerk begins-for 向大贵 "{id 422823 1971-04-05 male 51}"
  clerk was-in 宜昌市中心人民医院
  clerk looks draft-bill
  clerk claims-bill 00351122
  clerk gives-account 向大贵
  clerk scans-fourteen
  clerk presses 提交并打印收件凭证
  clerk sees 已收件
  clerk looks filed-fourteen
  clerk keeps number "办件编号 (\S+)"
  clerk keeps code "查询码 (\d{6})"

scene "his originals are taken, listed and handed to the courier of the township"
  clerk opens /cases?q={number}
  clerk keeps-address case "(/cases/\d+)"
  clerk opens {case}/originals
  clerk fills 谁交来的 向大贵
  clerk fills "名称 1" 住院发票原件
  clerk fills "页数 1" 3
  clerk fills "名称 2" 费用清单
  clerk fills "页数 2" 3
  clerk presses 登记收到
  clerk sees 交来的原件，现在谁拿着 村便民服务室
  clerk fills 交给谁（姓名） 邮递员老许
  clerk chooses 交到哪里 代办员、邮递员
  clerk presses 交接
  clerk sees 邮递员老许
  clerk looks originals-under-way

scene "the same bill comes again: the clerk who may see the case is told which, the other only that there is one"
  clerk begins-for 向小贵 "{id 422823 1995-04-05 male 52}"
  clerk was-in 宜昌市中心人民医院
  clerk claims-bill "0035 1122"
  clerk sees 这个号码已经报过 {number} 请对照原件核对
  clerk looks draft-claimed-before
  second signs-in
  second begins-for 黄明贵 "{id 422823 1969-04-05 male 53}"
  second was-in 宜昌市中心人民医院
  second claims-bill "００３５１１２２"
  second sees 这个号码已经报过一次，不能再报
  second misses {number} 向大贵
  second looks draft-claimed-elsewhere
  second fills 住院发票号 00351128
  second next
  second sees 打款账户

scene "two clerks hand in the same bill at the same moment: one is filed, the other is told"
  clerk claims-bill 00351199
  clerk gives-account 向小贵
  clerk keeps-address one "(/drafts/\d+)"
  clerk scans-fourteen
  second gives-account 黄明贵
  second keeps-address other "(/drafts/\d+)"
  second opens {other}/bill
  second fills 住院发票号 00351199
  second next
  second opens {other}/materials
  second scans-fourteen
  together
    clerk presses 提交并打印收件凭证
    second presses 提交并打印收件凭证
  clerk|second sees 收件凭证 查询码
  clerk|second sees 这个号码已经报过

scene "the township sees the originals, accepts, and what claims the like stands before its eyes"
  township signs-in
  township opens {case}/originals
  township fills 交给谁（姓名） 田永胜
  township chooses 交到哪里 乡镇窗口
  township presses 交接
  township sees 乡镇窗口 田永胜
  clerk begins-for 向老贵 "{id 422823 1948-04-05 male 54}"
  clerk was-in 宜昌中心医院
  clerk claims-bill 00351122
  clerk gives-account 向老贵
  clerk scans-fourteen
  clerk presses 提交并打印收件凭证
  clerk sees 已收件
  township opens /desk
  township presses 向老贵
  township sees 这个号码以前也报过，请核对 住院发票号一样，别的写法不同 {number}
  township looks case-claimed-before
  township presses 更多操作
  township presses 作废（录入错误）
  township writes 同一张发票已由向大贵申请，医院名称写法不同
  township presses 作废（录入错误）
  township sees 作废
  township finds-and-does 向大贵 受理并打印通知书 ""
  township looks case-accepted-claim
  township finds-and-does 向大贵 记录并继续 三张发票原件看过，已盖已报印记。
  checker finds-and-does 向大贵 提交审核意见：同意 材料齐全，票据原件已核对，同意上报。

scene "the county checks membership, asks the hospital, reckons, checks again and decides"
  at 2026-11-25 10:00
  colleague finds-and-does 向大贵 记录并继续 当年已参合，务工证明属实。
  office finds-and-does 向大贵 记录并继续 电话问过医院，票据属实，没有报过。
  office finds-and-does 向大贵 记录并继续 目录内19810.50元，按比例补偿8650.40元。
  colleague finds-and-does 向大贵 记录并继续 复核无误，补偿8650.40元。
  at 2026-11-26 09:00
  decider signs-in
  decider opens /desk
  decider presses 向大贵
  decider looks case-decide-claim
  decider presses 准予并盖章
  decider looks-over
  decider fills "金额（元）" 8650.40
  decider writes 票据属实，按规定补偿8650.40元。
  decider looks act-grant-money
  decider presses 准予并盖章
  decider sees 已准予 "8,650.40 元"

scene "the originals go back and are signed for; the sheet is handed over"
  clerk signs-in
  clerk opens {case}/originals
  clerk fills 退还怎样签的字 向大贵本人在交接单上按手印
  clerk fills 退还给谁（姓名） 向大贵
  clerk presses 退还并签收
  clerk sees 已退还
  clerk looks originals-back
  clerk opens /desk
  clerk presses 向大贵
  clerk presses 登记送达
  clerk chooses 送达回证上 已按手印
  clerk presses 登记送达
  clerk sees 结果已送达

scene "his card was lost: the new account counts once a colleague has called him"
  office signs-in
  office opens {case}/money
  office fills 新账号 6217990000007650051
  office fills 为什么变更 旧存折丢失，换了新卡
  office presses 登记变更，等回拨核实
  office sees 您登记的变更，要别的同事来回拨
  colleague signs-in
  colleague opens {case}/money
  colleague chooses 接电话的人怎么说 是本人，确认变更
  colleague fills 谁接的电话，说了什么 本人接听，报出新卡后四位
  colleague presses 登记回拨
  colleague sees 已核实生效 "**** 0051"

scene "paid out, and he reads it on his telephone"
  at 2026-11-30 15:00
  office signs-in
  office opens {case}/money
  office fills 金额 8650.40
  office fills 批次或流水号 2026-11新农合第7批
  office looks money-to-pay
  office presses 记为已发放
  office sees 已发放 "8,650.40 元"
  patient opens /track
  patient fills 办件编号 {number}
  patient fills 查询码 {code}
  patient presses 查进度
  patient sees 已发放 "8,650.40 元" 已送达 0051
  patient misses 6217990000007650051 腰椎骨折
  patient looks track-paid-out
