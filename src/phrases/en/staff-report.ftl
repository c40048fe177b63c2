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
    [month] 30 days
    [year] A year
   *[all] All time
}
odd-period = I do not know the time “{ $words }”. Choose one of these.
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
command-export = export|csv
help-export = a table for a spreadsheet: orders, payments, customers or leads
option-orders = orders
option-payments = payments|money
option-customers = customers
option-leads = leads
option-year = year
export-orders = Orders
export-payments = Payments
export-customers = Customers
export-leads = Leads
do-export-all = Of all time instead
ask-subject = Which table?
odd-subject = There is no table “{ $words }”: there are orders, payments, customers and leads.
staff-export-asked = I am making the table: { $subject }, { $period ->
    [today] of today
    [week] of the last 7 days
    [month] of the last 30 days
    [year] of the last year
   *[all] of all time
}. It comes here when it is ready.
staff-export-ready = Your table, { $count ->
    [one] one row
   *[other] { $count } rows
}. The file stays for a day.
undo-never-export = A table that was made is not taken back. Its file goes by itself after a day.
