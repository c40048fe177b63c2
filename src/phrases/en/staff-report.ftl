# How it goes at a desk, in numbers and as a picture.
command-report = report|rep|numbers
help-report = leads, orders and money: today, week, month
option-week = week|7 days
option-month = month|30 days
report-title = { $period ->
    [today] Today
    [week] The last 7 days
   *[month] The last 30 days
}
report-period = { $period ->
    [today] Today
    [week] 7 days
   *[month] 30 days
}
report-compared = { $now } (before: { $before })
report-leads = Leads
report-conversion = Became orders
report-orders = Orders
report-revenue = Came in
report-outstanding = Still due
report-nothing-due = Nothing
report-due = { $amount } of { $count ->
    [one] one order
   *[other] { $count } orders
}
report-answer = Minutes until a lead is taken
report-chart-revenue = Money that came in, { $currency }
report-chart-orders = Orders
report-alt = { $period ->
    [today] Today
    [week] In the last 7 days
   *[month] In the last 30 days
}: orders: { $orders }, leads: { $leads }, came in: { $revenue }.
chart-empty = Nothing yet
