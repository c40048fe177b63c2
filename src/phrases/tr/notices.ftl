# Veritabanının müşterilere bildirdikleri. Parametreler veritabanının verdikleridir.
notice-order-created = { $code } numaralı siparişiniz alındı.
notice-order-awaiting-payment = { $code } numaralı siparişiniz ödemeye hazır.
notice-order-paid = { $code } numaralı siparişiniz ödendi. Teşekkür ederiz.
notice-order-processing = { $code } numaralı siparişinizi hazırlıyoruz.
notice-order-in-delivery = { $code } numaralı siparişiniz yola çıktı.
notice-order-delivered = { $code } numaralı siparişiniz teslim edildi.
notice-order-closed = { $code } numaralı siparişiniz tamamlandı. Bizi seçtiğiniz için teşekkür ederiz.
notice-order-cancelled = { $code } numaralı siparişiniz iptal edildi.
notice-order-returned = { $code } numaralı siparişiniz bize geri döndü.
notice-order-priced = { $code } numaralı siparişinizin fiyatı belli oldu: { $total }.
notice-payment-received = { $code } numaralı siparişiniz için { $amount } aldık: { $methods }, { $at }. { $due ->
    [none] Teşekkür ederiz.
   *[other] Teşekkür ederiz. Kalan tutar: { $due }.
} { $reference ->
    [none] {""}
   *[other] İşlem numarası: { $reference }.
}
notice-payment-refunded = { $code } numaralı siparişiniz için { $amount } iade ettik: { $methods }, { $at }.{ $reason ->
    [returned] {" "}Nedeni: ürün geri geldi.
    [price_adjustment] {" "}Nedeni: fiyat düşürüldü.
    [cancelled] {" "}Nedeni: iptal.
    [overpayment] {" "}Nedeni: fazla ödeme.
   *[other] {""}
}{ $reference ->
    [none] {""}
   *[other] {" "}İşlem numarası: { $reference }.
} Para aynı yolla geri gelir; bankada bu birkaç gün sürebilir.
notice-shipment-created = { $code } numaralı siparişiniz için bir kargo oluşturuldu.
notice-shipment-pending = { $code } numaralı siparişinizin kargosu hazırlanıyor.
notice-shipment-warehouse-received = { $code } numaralı siparişinizin kargosu depomuza ulaştı.
notice-shipment-photos-received = { $code } numaralı siparişinizin kargosunun depodan fotoğrafları geldi.
notice-shipment-in-transit = { $code } numaralı siparişinizin kargosu yolda.
notice-shipment-delivered = { $code } numaralı siparişinizin kargosu teslim edildi.
notice-shipment-exception = { $code } numaralı siparişinizin kargosu gecikti. Nedenini araştırıyoruz, size yazacağız.
notice-shipment-returned = { $code } numaralı siparişinizin kargosu bize geri döndü.
notice-shipment-cancelled = { $code } numaralı siparişinizin kargosu iptal edildi.

# Çalışanlara bildirdikleri.
notice-staff-order-created = { $code } numaralı yeni bir sipariş var.
notice-staff-order-awaiting-payment = { $code } numaralı sipariş ödeme bekliyor.
notice-staff-order-paid = { $code } numaralı sipariş ödendi.
notice-staff-order-processing = { $code } numaralı sipariş hazırlanıyor.
notice-staff-order-in-delivery = { $code } numaralı sipariş yolda.
notice-staff-order-delivered = { $code } numaralı sipariş teslim edildi.
notice-staff-order-closed = { $code } numaralı sipariş tamamlandı.
notice-staff-order-cancelled = { $code } numaralı sipariş iptal edildi.
notice-staff-order-returned = { $code } numaralı sipariş geri döndü.
notice-staff-order-assigned = { $code } numaralı sipariş artık sizde.
notice-staff-lead-assigned = Yeni bir talep artık sizde.
notice-staff-task-assigned = Bir görev artık sizde: { $title }
notice-staff-payment-received = { $code } numaralı sipariş için { $amount } alındı.
notice-staff-payment-refunded = { $code } numaralı sipariş için { $amount } iade edildi.

# Masanın çalışanlara kendiliğinden verdiği görevler.
task-chargeback = Sipariş { $code }: müşteri bir ödemeyi geri aldı. İnceleyin.
task-dead-letter = Bir mesaj birkaç denemeden sonra da anlaşılamadı. Okuyup kendiniz yanıtlayın.
task-money-after-the-end = { $code } numaralı sipariş bitmişti, ama para geldi. İade edin ya da siparişi yeniden ele alın.
task-money-before-the-price = { $code } numaralı sipariş için para geldi, ama fiyatı henüz yok. Fiyatlandırın.
task-money-for-a-cancelled-payment = Sipariş { $code }: iptal edilmiş bir ödeme için para geldi. Kaydedin ya da geri gönderin.
task-overpaid = { $code } numaralı sipariş için fazla ödendi. Fazlasını iade edin.
task-person-wanted = Sohbetteki biri bir çalışanla görüşmek istiyor.
task-undelivered = Bir mesaj iletilemedi. Başka bir yoldan ulaşın.
task-unreachable = Bu kişiye yazdığı yerden artık ulaşılamıyor. Başka bir yoldan ulaşın.
