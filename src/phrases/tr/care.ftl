# Veritabanının sipariş takibi hakkında bildirdikleri.
notice-order-address-changed = { $code } numaralı siparişiniz artık başka bir adrese gidecek.
notice-staff-order-address-changed = { $code } numaralı sipariş artık başka bir adrese gidiyor.
notice-staff-order-question = { $code } numaralı sipariş, müşteri soruyor: { $text }
notice-staff-order-rated = { $code } numaralı sipariş değerlendirildi: 5 üzerinden { $stars }.
task-address-changed = { $code } numaralı sipariş artık başka bir adrese gidiyor. Etiketi kontrol edin.
task-bad-rating = { $code } numaralı sipariş kötü puan aldı. Müşteriyle konuşun.
task-order-question = { $code } numaralı sipariş: müşterinin bir sorusu var. Yanıtlayın.
