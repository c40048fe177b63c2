# The status page of the desk.
status-title = Order desk
status-all-ready = Everything is running
status-some-down = { $count ->
    [one] One part is not running
   *[other] { $count } parts are not running
}
status-no-contact = The desk does not answer. This page keeps trying.
status-as-of = As of { $time }
status-ready = Ready
status-down = Not running
status-down-about = The log of the desk says why
status-latency = { $ms } ms
status-part-database = Database
status-part-database-about = Keeps every customer, order and payment
status-part-api = API
status-part-api-about = Supabase: data, sign-in and files
status-part-functions = Edge functions
status-part-functions-about = Doors for web forms, payments and carriers
status-part-migrations = Migrations
status-part-migrations-about = The shape of the database fits this version
status-open-studio = Open Studio
status-open-studio-about = Look at the data and correct what may be corrected by hand
status-metrics = Metrics
status-health = Health as JSON
status-mode-embedded = Runs on this machine, without any account
status-mode-hosted = Runs on your Supabase project
status-language = Language
page-not-found = There is no page at this address.
page-failed = The page could not be shown. Try again in a moment.
