telegram-menu-catalogue = Neler var
telegram-menu-orders = Siparişlerim ve nerede oldukları
telegram-menu-person = Bir kişiyle görüş
telegram-menu-language = Başka dil
telegram-menu-help = Neler yapabilirim
telegram-down = Telegram yanıt vermiyor ya da anahtar değiştirilmiş. Yeniden denenmeye devam ediliyor.
telegram-waiting = { $count ->
    [0] bekleyen yok
   *[other] { $count } mesaj bekliyor
}
inline-order = Sipariş ver
inline-nothing = Bulunamadı: kataloğu aç
