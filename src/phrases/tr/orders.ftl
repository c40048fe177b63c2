# Siparişin canlı kartı ve durum adları.
order-card-title = Sipariş { $code }
order-card-status = Durum
order-card-item = Ürün
order-card-total = Toplam
order-card-unpriced = Fiyatı yönetici belirler
order-card-paid = Ödenen
order-card-refunded = İade edilen
order-card-due = Kalan ödeme
order-card-address = Teslimat
order-card-shipment = Kargo
order-card-comment = Not
order-card-payment = Ödeme

order-status-created = Alındı
order-status-awaiting-payment = Ödeme bekleniyor
order-status-paid = Ödendi
order-status-processing = Hazırlanıyor
order-status-in-delivery = Yolda
order-status-delivered = Teslim edildi
order-status-closed = Tamamlandı
order-status-cancelled = İptal edildi
order-status-returned = İade edildi

payment-status-pending = Henüz ödenmedi
payment-status-partial = Kısmen ödendi
payment-status-paid = Ödendi
payment-status-overpaid = Fazla ödendi
payment-status-refunded = Para iade edildi

shipment-status-pending = Hazırlanıyor
shipment-status-warehouse-received = Depoda
shipment-status-photos-received = Depoda fotoğraflandı
shipment-status-in-transit = Yolda
shipment-status-delivered = Teslim edildi
shipment-status-exception = Gecikti, araştırıyoruz
shipment-status-returned = İade edildi
shipment-status-cancelled = İptal edildi

# What a customer can do with an order.
button-move-quote = Teklifi gör
button-move-pay = Öde
button-move-proof = Ödedim
button-move-track = Kargo nerede
button-move-received = Teslim aldım
button-move-rate = Değerlendir
button-move-edit = Siparişi değiştir
button-move-address = Adresi değiştir
button-move-cancel = Siparişi iptal et
button-move-repeat = Aynısını sipariş et
button-move-ask = Sipariş hakkında sor
