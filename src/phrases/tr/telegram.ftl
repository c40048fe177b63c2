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
telegram-silent = { $count ->
    [one] İki saattir kimse yazmadı; bu sürede genellikle en az bir mesaj gelir.
   *[other] İki saattir kimse yazmadı; bu sürede genellikle en az { $count } mesaj gelir.
}
telegram-changed = { $count ->
    [one] Biri botun güncellemelerini bir kez başka yere yönlendirdi; düzeltildi. Bunu yapabilen kişide anahtar var demektir.
   *[other] Biri botun güncellemelerini { $count } kez başka yere yönlendirdi; düzeltildi. Bunu yapabilen kişide anahtar var demektir.
}
telegram-last-error = Son sorun, { $at }: { $error }

# Yöneticilere söylenenler.
notice-staff-channel-away = Telegram beş dakikadır { $name } botuna yanıt vermiyor. Hiçbir şey kaybolmadı: mesajlar orada ve burada bekliyor, denemeyi sürdürüyorum. { $error ->
    [none] { "" }
   *[other] Gelen yanıt: { $error }
}
notice-staff-channel-silent = { $count ->
    [one] İki saattir kimse { $name } botuna yazmadı; oysa bu saatlerde genellikle en az bir mesaj gelir. Kendiniz yazıp yanıt verip vermediğine bakın.
   *[other] İki saattir kimse { $name } botuna yazmadı; oysa bu saatlerde genellikle en az { $count } mesaj gelir. Kendiniz yazıp yanıt verip vermediğine bakın.
}
notice-staff-channel-changed = Biri { $name } botunun güncellemelerini başka yere yönlendirdi. Düzelttim. Bunu yapabilen kişide anahtarı var: BotFather'dan yenisini alın.
notice-staff-till-refused = Telegram { $name } botunun ödeme anahtarını kabul etmiyor; orada kimse kartla ödeyemiyor, müşteriler öteki yolları görüyor. BotFather'da ödeme sağlayıcısını yeniden bağlayın ve yeni anahtarı masayı işletene verin. Telegram diyor ki: { $error }
notice-staff-channel-well = { $name } yeniden iyi durumda.
