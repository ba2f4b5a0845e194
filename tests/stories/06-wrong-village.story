# The wrong village: a clerk tries a case of another village by its address; refused, recorded, nothing learned.
story "The wrong village"

actor clerk village-clerk
actor stranger village-clerk-2
actor township township-handler
actor auditor auditadmin
actor passer public

scene "a case of 木龙垭村"
  at 2026-11-23 09:00
  clerk signs-in
  clerk files S-MZ-05 向大梅 "{id 422823 1948-06-01 female 7}"
  clerk keeps number "办件编号 (\S+)"
  township signs-in
  township opens /desk
  township presses 向大梅
  township keeps-address case "(/cases/\d+)"

scene "the clerk of another village learns nothing"
  stranger signs-in
  stranger opens {case}
  stranger sees 没有这一页
  stranger misses 向大梅 {number} 临时救助
  stranger looks refused
  stranger opens /cases?q={number}
  stranger misses 向大梅

scene "nor does somebody who is not signed in, nor the public side"
  passer gets 404 {case}

scene "and the attempt stands in the audit"
  auditor signs-in
  auditor opens /audit
  auditor looks audit
  auditor sees 向明秀 无权查看，已拒绝 {number}
