# Disaster night: forty households in one evening, two clerks, one line that drops; none doubled, none lost; the county decides with one list.
story "Disaster night"

actor first village-clerk
actor second village-clerk-2
actor township township-handler
actor checker township-checker
actor mayor township-approver
actor window county-handler
actor auditor county-checker
actor decider county-approver

act next
  presses 保存并继续

act fills-in NAME ID
  opens /apply/S-MZ-06
  presses 开始填写
  fills 申请人姓名 {NAME}
  fills 公民身份号码 {ID}
  fills 联系电话 13871000002
  fills "住址（村民小组、门牌）" 二组
  next
  chooses 灾害种类 风雹
  fills 受灾日期 2026-07-18
  fills 受灾人数 3
  next
  fills "损坏房屋（间）" 2
  next
  chooses 最需要的帮助 口粮 修房
  next
  chooses 开户银行 邮政储蓄银行
  fills 户名 {NAME}
  fills 账号 6217990000001234567
  next
  ticks 以上所填属实
  next

act hands-in
  uploads 受灾救助申请表 form.jpg
  uploads 户口簿 household.jpg
  uploads 居民身份证 id-card.jpg
  uploads 受灾照片、村委会证明 damage.png
  presses 继续
  uploads 签字的申请表 signed.jpg
  presses 提交并打印收件凭证
  sees 已收件

scene "two clerks file for forty households in one evening"
  at 2026-07-18 19:30
  first signs-in
  second signs-in
  together
    repeat n 1 20
      first fills-in 木龙垭{n}户 "{id 422823 1970-05-01 male {n}}"
      first hands-in
    repeat n 21 39
      second fills-in 邻村{n}户 "{id 422823 1971-05-01 male {n}}"
      second hands-in

scene "the line drops in the middle of the last one, and what was saved is there"
  second fills-in 邻村40户 "{id 422823 1971-05-01 male 40}"
  second uploads 受灾救助申请表 form.jpg
  second loses-the-line
  second cannot-reach /desk
  second has-the-line
  second opens /desk
  second sees 没填完的申请 自然灾害生活救助申请
  second presses 自然灾害生活救助申请
  second keeps-address draft "(/drafts/\d+)"
  second opens {draft}/materials
  second uploads 户口簿 household.jpg
  second uploads 居民身份证 id-card.jpg
  second uploads 受灾照片、村委会证明 damage.png
  second presses 继续
  second uploads 签字的申请表 signed.jpg
  second presses 提交并打印收件凭证
  second sees 已收件
  second keeps number "办件编号 (\S+)"

scene "handing in twice makes one case"
  second hands-in-again {draft}
  second opens {draft}/done
  second sees {number}

scene "the township has forty, no more and no less"
  township signs-in
  township opens /inbox
  township counts 40 自然灾害生活救助申请

scene "every household is looked at, and what is alike goes on with one list a step"
  at 2026-07-20 09:00
  township does-together
  first does-together
  second does-together
  checker does-together
  mayor does-together
  township does-together
  first does-together
  second does-together
  checker does-together
  mayor does-together
  window does-together
  auditor does-together

scene "the county cannot decide with one list before each case was looked at"
  decider signs-in
  decider opens /inbox
  decider counts 40 自然灾害生活救助申请
  decider presses "一起办 40 件"
  decider sees 审查要点没有核对完
  decider misses 全部准予并生成名单

scene "the county decides with one list of names, each household with its own paper"
  decider looks-over-each
  decider opens /inbox
  decider presses "一起办 40 件"
  decider writes "受灾情况属实，按救助标准准予，名单附后。"
  decider looks batch-forty
  decider presses 全部准予并生成名单
  decider sees "准予 40 件"
  decider looks batch-forty-done
  decider presses 打印名单
  decider sees 批量办理名单 木龙垭1户 邻村40户
  decider looks batch-forty-list
  decider opens /inbox
  decider counts 0 自然灾害生活救助申请
