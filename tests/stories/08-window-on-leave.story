# A window on leave: entered at eight, the stand-in (B角) has the tasks at once, both names in the record, back on return.
story "A window on leave"

actor clerk village-clerk
actor township township-handler
actor checker township-checker
actor away county-handler
actor standin county-checker
actor decider county-approver

scene "leave without a stand-in is refused; with one it is entered at eight"
  at 2026-11-23 08:00
  away signs-in
  away opens /leave
  away fills 到哪天为止 2026-11-24
  away presses 登记休假并交给B角
  away sees 请先指定B角再休假
  away selects 许开平
  away presses 定为B角
  away sees B角已指定
  away fills 到哪天为止 2026-11-24
  away presses 登记休假并交给B角
  away sees 工作已交给B角 提前返岗，收回工作
  away looks leave
  away opens /desk
  away sees 您在休假
  away looks desk-on-leave

scene "the stand-in may not be away on the same days"
  standin signs-in
  standin opens /leave
  standin selects 宋远志
  standin presses 定为B角
  standin fills 到哪天为止 2026-11-23
  standin presses 登记休假并交给B角
  standin sees "正在代 税兴梅 办理"
  standin looks leave-refused

scene "what comes in waits on his desk, marked"
  clerk signs-in
  clerk files S-MZ-05 向大梅 "{id 422823 1948-06-01 female 7}"
  clerk keeps number "办件编号 (\S+)"
  township signs-in
  township opens /desk
  township presses 向大梅
  township presses 受理并打印通知书
  township looks-over
  township presses 受理并打印通知书
  checker signs-in
  checker opens /desk
  checker presses 向大梅
  checker presses 提交审核意见：同意
  checker looks-over
  checker writes 入户核实，家庭困难属实，同意上报。
  checker presses 提交审核意见：同意
  standin opens /desk
  standin sees 您是B角，正在代办： 税兴梅 代税兴梅
  standin looks desk-of-the-stand-in
  away opens /inbox
  away misses 向大梅

scene "both names stand in what he does"
  standin presses 向大梅
  standin presses 提交审核意见：同意
  standin looks-over
  standin writes 材料齐全，家庭困难属实，建议准予。
  standin presses 提交审核意见：同意
  decider signs-in
  decider opens /cases?q={number}
  decider sees 许开平 代税兴梅
  decider looks case-by-a-stand-in

scene "back on return"
  clerk files S-MZ-05 向二梅 "{id 422823 1950-06-01 female 8}"
  township opens /desk
  township presses 向二梅
  township presses 受理并打印通知书
  township looks-over
  township presses 受理并打印通知书
  checker opens /desk
  checker presses 向二梅
  checker presses 提交审核意见：同意
  checker looks-over
  checker writes 入户核实，家庭困难属实，同意上报。
  checker presses 提交审核意见：同意
  away opens /leave
  away presses 提前返岗，收回工作
  away sees 工作已交回
  away opens /desk
  away sees 向二梅
  away misses 您在休假
  standin opens /inbox
  standin misses 向二梅
