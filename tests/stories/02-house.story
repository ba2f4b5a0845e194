# A house at 大面山村 (水布垭镇): one application, planning permit and land approval; four departments side by side,
# one late, one refusing, and the villager hears all of it at once.
story "A house at 大面山村"

actor clerk village-clerk-3
actor hall township-handler-3
actor mayor township-approver-3
actor land county-handler-gt
actor planner county-handler-zj
actor forester county-handler-ly
actor keeper county-handler-sl
actor planchief county-approver-zj
actor forestchief county-approver-ly
actor waterchief county-approver-sl
actor villager public phone

act finds-and-does CASE WORDS NOTE
  signs-in
  opens /desk
  presses {CASE}
  presses {WORDS}
  looks-over
  writes {NOTE}
  presses {WORDS}

act visits CASE COLLEAGUE NOTE
  signs-in
  opens /desk
  presses {CASE}
  presses 记录并继续
  ticks {COLLEAGUE}
  looks-over
  writes {NOTE}
  presses 记录并继续

act tracks
  opens /track
  fills 办件编号 {number}
  fills 查询码 {code}
  presses 查进度

scene "one application in the village"
  at 2026-03-02 09:00
  clerk signs-in
  clerk files S-GT-01 李章勇 "{id 422823 1975-08-12 male 3}"
  clerk keeps number "办件编号 (\S+)"
  clerk keeps code "查询码 (\d{6})"

scene "the county sees it from the same minute; each joining department names its gaps"
  planner signs-in
  planner opens /cases?q={number}
  planner sees {number}
  planner opens /desk
  planner presses 李章勇
  planner presses 提出缺项
  planner looks act-gather
  planner fills "缺项 1" 缺房屋四至坐标图
  planner presses 提出缺项
  planner sees 缺项已交给牵头部门
  forester signs-in
  forester opens /desk
  forester presses 李章勇
  forester presses 没有缺项
  forester presses 没有缺项

scene "a department that says nothing in time cannot add later; the lead sends one notice"
  keeper signs-in
  keeper opens /desk
  keeper presses 李章勇
  keeper presses 提出缺项
  keeper keeps-address asked "(/tasks/\d+/gaps_found)"
  at 2026-03-07 09:00
  keeper signs-in
  keeper opens {asked}
  keeper fills "缺项 1" 缺河道管理范围示意图
  keeper presses 提出缺项
  keeper sees 提缺项的时间已过
  at 2026-03-09 09:00
  land signs-in
  land opens /desk
  land presses 李章勇
  land keeps-address case "(/cases/\d+)"
  land presses 告知全部缺项
  land sees 住房和城乡建设局：缺房屋四至坐标图
  land misses 缺河道管理范围示意图
  land looks act-correction-joint
  land fills "缺项 1" 村民小组会议记录没有签名
  land presses 告知全部缺项
  land sees 已一次告知全部缺项
  villager tracks
  villager sees 住房和城乡建设局：缺房屋四至坐标图 村民小组会议记录没有签名

scene "mended and accepted"
  at 2026-03-11 09:00
  clerk finds-and-does 李章勇 "补正完毕，重新交件" "坐标图和会议记录都补来了。"
  land finds-and-does 李章勇 受理并打印通知书 "材料齐全。"
  land sees 已受理

scene "the construction office looks ahead, and the township reads it"
  planner signs-in
  planner opens {case}/acts/prereview
  planner looks act-prereview
  planner ticks 还有缺项或要改的
  planner writes "请乡镇踏勘时量一下离公路边沟的距离。"
  planner presses 预审
  planner sees 预审意见已记下
  hall signs-in
  hall opens /desk
  hall presses 李章勇
  hall sees 请乡镇踏勘时量一下离公路边沟的距离。
  hall looks case-preview

scene "the township visits the site and gives its opinion, taken back once"
  at 2026-03-12 15:00
  hall finds-and-does 李章勇 记录并继续 "3月12日到场踏勘，离公路边沟12米。"
  hall sees 行政许可法第34条 请写明还有谁到场
  hall visits 李章勇 批准人 "3月12日到场踏勘，离公路边沟12米。"
  hall opens {case}/acts/take_back
  hall looks act-take-back
  hall writes "距离写错了，是15米。"
  hall presses 收回我上一步
  hall sees 已收回
  hall visits 李章勇 批准人 "3月12日到场踏勘，离公路边沟15米。"
  hall finds-and-does 李章勇 "提交审核意见：同意" "一户一宅，符合村庄规划。"

scene "four departments side by side, each with a limit of its own"
  at 2026-03-13 09:00
  hall finds-and-does 李章勇 记录并继续 "3月13日在村务公开栏公示。"
  land finds-and-does 李章勇 "提交审核意见：同意" "选址是建设用地，不占基本农田。"
  planchief signs-in
  planchief opens /desk
  planchief presses 李章勇
  planchief looks case-part
  planchief presses 准予并盖章
  planchief looks-over
  planchief writes "符合大面山村村庄规划，准予核发。"
  planchief presses 准予并盖章
  planchief sees 巴建准〔2026〕
  forestchief signs-in
  forestchief opens /desk
  forestchief presses 李章勇
  forestchief presses 不予并写明理由
  forestchief writes "选址东侧占用公益林12平方米，不予占用林地。"
  forestchief presses 不予并写明理由

scene "one is late, and its branch alone turns red; the villager is not told piece by piece"
  at 2026-05-12 09:00
  land signs-in
  land opens {case}
  land sees-branch 水利水产局 late
  land sees-branch 住房和城乡建设局 done
  land sees-branch 林业局 no
  land looks case-late
  villager tracks
  villager misses 公益林
  villager sees-branch 林业局 done

scene "a refusal did not silence the others; the organ the table names decides"
  waterchief finds-and-does 李章勇 准予并盖章 "不在河道管理范围内，准予。"
  hall finds-and-does 李章勇 记录并继续 "公示期满，无异议。"
  mayor signs-in
  mayor opens /desk
  mayor presses 李章勇
  mayor looks case-decider
  mayor presses 准予并盖章
  mayor looks-over
  mayor writes "避开公益林的120平方米，准予用地。"
  mayor presses 准予并盖章
  mayor sees 部分准予

scene "and the villager hears all of it at once"
  mayor opens {case}/notices/summary
  mayor sees 联办结果汇总单 乡村建设规划许可证 农村宅基地用地批准书 公益林 巴东县水布垭镇人民政府
  mayor looks summary
  villager tracks
  villager sees 部分准予 联办结果汇总单
  villager sees-branch 林业局 no
  villager looks track-joint
  clerk signs-in
  clerk opens /desk
  clerk presses 李章勇
  clerk presses 登记送达
  clerk chooses 送达回证上 已按手印
  clerk presses 登记送达
  clerk sees 办件办结
