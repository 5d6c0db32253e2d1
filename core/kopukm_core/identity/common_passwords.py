"""Passwords that are tried first: the usual lists, and what people here choose (compared without case)."""

from __future__ import annotations

_WORDS = """
    password passw0rd p@ssword p@ssw0rd password1 qwerty qwertyuiop qwerty123 qwerty1234 1q2w3e4r
    1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5 zaq12wsx asdfghjkl asdf1234 zxcvbnm zxcvbnm123
    abcd1234 abc123 abcdefghij abcdefghijkl iloveyou letmein letmein123 welcome welcome123 admin
    admin123 admin1234 administrator administrator1 changeme changeme123 default rahasia rahasia123
    rahasia1234 superadmin superuser root toor 12345678 123456789 1234567890 12345678910 0123456789
    0987654321 9876543210 123123123 1231231234 112233445566 1122334455 123qweasd 123qwe123qwe qweasdzxc
    qazwsxedc monkey dragon sunshine princess football baseball master trustno1 starwars whatever
    freedom shadow michael superman batman hello123 hellohello test1234 testtest tester123 secret
    secret123 google123 facebook whatsapp telegram instagram indonesia indonesiaku indonesia123
    indonesiaraya merdeka merdeka45 merdeka1945 merahputih garuda garuda123 pancasila bismillah
    bismillah123 bismillahirrahmanirrahim alhamdulillah alhamdulillah123 assalamualaikum allahuakbar
    sayang sayangku sayang123 sayangkamu cintaku akucintakamu akusayangkamu bogor bogor123 kotabogor
    kabupatenbogor kabbogor cibinong pajajaran padjadjaran jakarta jakarta123 bandung jawabarat surabaya
    persib persib1933 persija persija123 koperasi koperasi123 koperasiku koperasisehat kopukm kopukm123
    dinaskoperasi dinkopukm diskopukm siopik siopiksehat simbaumi cleanclear usahaku umkm umkmbogor
    umkmnaikkelas pemda pemkab pemkabbogor kantor kantor123 katasandi katasandi123 sandiku sandirahasia
    passwordku passwordku123 masuk masukaja komputer komputer123 laptop keluarga keluargaku anakku
    mamapapa papamama ramadhan ramadhan123 lebaran sukses sukses123 berkah berkah123 jayajaya semangat
    semangat45 doraemon naruto naruto123 samsung samsung123 blackberry
"""
COMMON_PASSWORDS = frozenset(_WORDS.split())
