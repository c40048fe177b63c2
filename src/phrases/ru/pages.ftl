# Страница состояния.
status-title = Стол заказов
status-all-ready = Всё работает
status-some-down = { $count ->
    [one] { $count } часть не работает
    [few] { $count } части не работают
   *[many] { $count } частей не работают
}
status-no-contact = Стол заказов не отвечает. Страница продолжает попытки.
status-as-of = По состоянию на { $time }
status-ready = Готово
status-down = Не работает
status-down-about = Причина записана в журнале
status-latency = { $ms } мс
status-part-database = База данных
status-part-database-about = Хранит клиентов, заказы и платежи
status-part-api = API
status-part-api-about = Supabase: данные, вход и файлы
status-part-functions = Edge-функции
status-part-functions-about = Двери для веб-форм, платежей и перевозчиков
status-part-migrations = Миграции
status-part-migrations-about = Структура базы соответствует этой версии
status-open-studio = Открыть Studio
status-open-studio-about = Посмотреть данные и исправить то, что можно править вручную
status-metrics = Метрики
status-health = Состояние в JSON
status-mode-embedded = Работает на этом компьютере, без учётных записей
status-mode-hosted = Работает в вашем проекте Supabase
status-language = Язык
page-not-found = По этому адресу нет страницы.
page-failed = Не удалось показать страницу. Попробуйте ещё раз через минуту.
