# Being with a person.
person-soon = { $minutes ->
    [one] Genellikle bir dakika içinde yanıt veriyorlar.
   *[other] Genellikle { $minutes } dakika içinde yanıt veriyorlar.
}
person-back-at = Şu anda yerinde kimse yok. Size burada yanıt verilecek: { $when }.
person-later = Şu anda yerinde kimse yok. Biri döner dönmez size burada yanıt verilecek.
person-joined = Artık { $name } yanınızda ve size burada yanıt veriyor. Ben şimdilik susuyorum; beni geri çağırmak için “bot” yazın.
person-has-chat = Bu sohbette bir çalışanımız var, bu yüzden karışmıyorum. Önce bana dönün, sonra yeniden basın.
person-late = Hâlâ beklediğiniz için özür dilerim. Arkadaşlarıma hatırlattım: size burada yanıt verilecek.
staff-says = { $name }: { $text }
staff-sends = { $name } size bunu gönderiyor.
i-am-a-bot = Evet, ben bir botum. Neler olduğunu gösterir, sipariş alır ve durumunu anlatırım. Geri kalan her şey için bir çalışanımızı çağırırım.

# Reminders.
button-empty-the-cart = Sepeti boşalt
button-no-reminders = Bana hatırlatma
reminders-declined = Artık size hiçbir şey hatırlatmayacağım. Siparişleriniz hakkında yine yazarım.

# What the staff are told.
notice-staff-person-wanted = Sohbette bir müşteri bir çalışanla konuşmak istiyor.
notice-staff-person-waits = { $minutes ->
    [one] Bir müşteri sohbette bir dakikadır yanıt bekliyor.
   *[other] Bir müşteri sohbette { $minutes } dakikadır yanıt bekliyor.
}
notice-staff-person-forgotten = { $minutes ->
    [one] Bir müşteri bir dakikadır bekliyor ve hatırlatmadan sonra bile kimse yanıt vermedi. Lütfen ilgilenin.
   *[other] Bir müşteri { $minutes } dakikadır bekliyor ve hatırlatmadan sonra bile kimse yanıt vermedi. Lütfen ilgilenin.
}

# The manager's side of the rehearsal.
