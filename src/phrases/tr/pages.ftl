# Durum sayfası.
status-title = Sipariş masası
status-all-ready = Her şey çalışıyor
status-some-down = { $count ->
    [one] Bir parça çalışmıyor
   *[other] { $count } parça çalışmıyor
}
status-no-contact = Masa yanıt vermiyor. Bu sayfa denemeyi sürdürüyor.
status-as-of = Durum zamanı: { $time }
status-ready = Hazır
status-down = Çalışmıyor
status-down-about = Nedeni masanın günlüğünde yazıyor
status-latency = { $ms } ms
status-part-database = Veritabanı
status-part-database-about = Müşterileri, siparişleri ve ödemeleri saklar
status-part-api = API
status-part-api-about = Supabase: veriler, oturum açma ve dosyalar
status-part-functions = Uç fonksiyonlar
status-part-functions-about = Web formları, ödemeler ve kargo firmaları için kapılar
status-part-migrations = Geçişler
status-part-migrations-about = Veritabanının yapısı bu sürüme uyuyor
status-open-studio = Studio'yu aç
status-open-studio-about = Verilere bakın, elle düzeltilebilecekleri düzeltin
status-metrics = Metrikler
status-health = JSON olarak durum
status-mode-embedded = Bu bilgisayarda, hiçbir hesap olmadan çalışıyor
status-mode-hosted = Supabase projenizde çalışıyor
status-language = Dil
page-not-found = Bu adreste bir sayfa yok.
page-failed = Sayfa gösterilemedi. Biraz sonra yeniden deneyin.
