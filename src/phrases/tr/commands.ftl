# Çalışanların komutları; ilk sözcük yardımda yazılan.
command-desk = masa|m|bugün
command-help = yardım
command-customer-mode = müşteri
command-find = bul|ara
command-leads = talepler
command-lead = talep
command-take = al|üstlen
command-qualify = uygun
command-reject = reddet
command-orders = siparişler
command-order = sipariş
command-status = durum
command-cancel = iptal
command-close = kapat
