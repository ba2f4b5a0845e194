# Two officers, one task: one decides, the other is told who did and when, nothing is lost.
story "Two officers, one task"

actor clerk village-clerk
actor one township-handler
actor two township-handler-2

scene "a case waits for two officers of one post"
  at 2026-11-23 09:00
  clerk signs-in
  clerk files S-MZ-05 向大梅 "{id 422823 1948-06-01 female 7}"
  clerk keeps number "办件编号 (\S+)"
  one signs-in
  two signs-in
  together
    one opens /desk
    two opens /desk
  one presses 向大梅
  two presses 向大梅
  one presses 受理并打印通知书
  one looks-over
  two presses 告知全部缺项

scene "both press in the same second, and one of them decides"
  two fills "缺项 1" 户口簿第二页看不清
  together
    one presses 受理并打印通知书
    two presses 告知全部缺项
  one|two sees 已经办过

scene "the case has one answer"
  one opens /cases?q={number}
  one sees 办理过程
