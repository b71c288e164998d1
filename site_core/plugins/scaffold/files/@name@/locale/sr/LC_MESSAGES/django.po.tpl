msgid ""
msgstr ""
"Language: sr\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

msgid "day"
msgstr "дан"

msgid "The day that the text is about."
msgstr "Дан о коме текст говори."

msgid "A text about a day."
msgstr "Текст о једном дану."

msgid "text about a day"
msgstr "текст о једном дану"

msgid "texts about days"
msgstr "текстови о данима"

msgid "Newest texts"
msgstr "Најновији текстови"
