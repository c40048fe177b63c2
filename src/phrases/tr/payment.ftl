# Web sohbetindeki dosyalar.
chat-attach = Fotoğraf veya dosya ekle
chat-file-large = Bu dosya 10 MB'tan büyük olduğu için gönderilmedi. Daha küçük bir dosya ya da ekran görüntüsü gönderin.
chat-file-kind = Fotoğraf (JPEG, PNG, WebP, GIF, HEIC) ve PDF dosyası alıyoruz. Bu dosya gönderilmedi.
chat-file-empty = Bu dosya boş olduğu için gönderilmedi.
chat-file-slow = Dosya çok yavaş geldi ve saklanmadı. Mümkünse daha iyi bir bağlantıyla tekrar deneyin.
chat-file-many = Bugün çok fazla dosya gönderdiniz, bu yüzden bu dosya saklanmadı. Ne istediğinizi yazın, bir çalışanımız yardımcı olur.
chat-file-failed = Dosya gönderilemedi. Tekrar deneyin.
chat-file-unknown = Bu dosya artık burada değil.
chat-file-sending = Gönderiliyor
chat-file-sent = Gönderildi
chat-file-cancel = Kaldır
chat-file-cancelled = Gönderilmedi
chat-file-again = Tekrar dene
chat-file-drop = Göndermek için buraya bırakın
chat-file-save = Dosyayı kaydet
chat-file-not-shown = Resim yüklenemedi. Tekrar dene:
