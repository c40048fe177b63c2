# The commands of the staff, the first word as help writes it. Separated by |; all languages are understood at once.
command-desk = desk|d|today
command-help = help|h
command-customer-mode = customer
command-find = find|f
command-leads = leads|ls
command-lead = lead|l
command-take = take|t
command-qualify = qualify|q
command-reject = reject|rj
command-orders = orders|os
command-order = order|o
command-status = status|st
command-cancel = cancel|x
command-close = close|c
