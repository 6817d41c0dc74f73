package langid

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"tocsin"
	"tocsin/nlp/internal/charmodel"
)

func load(t testing.TB) *Identifier {
	t.Helper()
	d, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// headlines are short lines in the manner of news, written for this test.
var headlines = map[string][]string{
	"en": {
		"Navy sends three destroyers toward the coast",
		"Parliament rejects ceasefire after night of shelling",
		"Protesters block roads in the capital for a third day",
		"Minister denies troops crossed the border",
		"Two soldiers killed near the northern checkpoint",
		"UN envoy urges both sides to return to talks",
		"Oil prices jump as strait is closed to shipping",
		"President Zelensky thanks allies for new air defences",
		"Sanctions on banks take effect Monday",
		"Rebels seize airport and two nearby towns",
		"Maduro: we will defend our seas",
	},
	"es": {
		"La Armada envía tres destructores hacia la costa",
		"El Parlamento rechaza el alto el fuego tras una noche de bombardeos",
		"Manifestantes bloquean las carreteras de la capital por tercer día",
		"El ministro niega que las tropas cruzaran la frontera",
		"Mueren dos soldados cerca del puesto fronterizo",
		"La ONU pide a ambas partes que vuelvan al diálogo",
		"Sube el petróleo por el cierre del estrecho",
		"Petro llama a consultas a su embajador en Israel",
		"Entran en vigor las sanciones contra los bancos",
		"Los rebeldes toman el aeropuerto y dos pueblos",
		"Maduro: defenderemos nuestros mares",
	},
	"pt": {
		"Marinha envia três navios de guerra para a costa",
		"Parlamento rejeita cessar-fogo após noite de bombardeios",
		"Manifestantes bloqueiam estradas da capital pelo terceiro dia",
		"Ministro nega que tropas tenham cruzado a fronteira",
		"Dois soldados morrem perto do posto de controle",
		"ONU pede que os dois lados voltem às negociações",
		"Preço do petróleo sobe com o fechamento do estreito",
		"Lula convoca o embaixador para consultas",
		"Sanções contra bancos entram em vigor na segunda-feira",
		"Rebeldes tomam aeroporto e duas cidades vizinhas",
	},
	"fr": {
		"La marine envoie trois destroyers vers la côte",
		"Le Parlement rejette le cessez-le-feu après une nuit de bombardements",
		"Des manifestants bloquent les routes de la capitale",
		"Le ministre dément que des troupes aient franchi la frontière",
		"Deux soldats tués près du poste de contrôle",
		"L'ONU appelle les deux camps à reprendre les négociations",
		"Le prix du pétrole bondit après la fermeture du détroit",
		"Macron rappelle son ambassadeur à Alger",
		"Les sanctions contre les banques entrent en vigueur lundi",
		"Les rebelles s'emparent de l'aéroport",
	},
	"it": {
		"La Marina invia tre cacciatorpediniere verso la costa",
		"Il Parlamento respinge il cessate il fuoco dopo una notte di bombardamenti",
		"I manifestanti bloccano le strade della capitale",
		"Il ministro nega che le truppe abbiano superato il confine",
		"Due soldati uccisi vicino al posto di blocco",
		"L'Onu chiede alle parti di tornare ai negoziati",
		"Il prezzo del petrolio sale dopo la chiusura dello stretto",
		"Meloni richiama l'ambasciatore per consultazioni",
		"Le sanzioni contro le banche entrano in vigore lunedì",
		"I ribelli conquistano l'aeroporto e due città",
	},
	"ca": {
		"La Marina envia tres destructors cap a la costa",
		"El Parlament rebutja l'alto el foc després d'una nit de bombardejos",
		"Els manifestants bloquegen les carreteres de la capital",
		"El ministre nega que les tropes hagin creuat la frontera",
		"Moren dos soldats a prop del lloc de control",
		"L'ONU demana a les dues parts que tornin al diàleg",
		"Puja el preu del petroli pel tancament de l'estret",
		"Illa crida a consultes el seu delegat a Brussel·les",
		"Entren en vigor les sancions contra els bancs",
		"Els rebels prenen l'aeroport i dos pobles",
	},
	"gl": {
		"A Mariña envía tres destrutores cara á costa",
		"O Parlamento rexeita o alto o fogo tras unha noite de bombardeos",
		"Os manifestantes bloquean as estradas da capital",
		"O ministro nega que as tropas cruzasen a fronteira",
		"Morren dous soldados preto do posto de control",
		"A ONU pídelles ás dúas partes que volvan ao diálogo",
		"Sobe o prezo do petróleo polo peche do estreito",
		"A Xunta rexeita as novas medidas do Goberno",
		"Entran en vigor as sancións contra os bancos",
		"Os rebeldes toman o aeroporto e dúas vilas veciñas",
	},
	"de": {
		"Marine schickt drei Zerstörer vor die Küste",
		"Parlament lehnt Waffenruhe nach einer Nacht mit Beschuss ab",
		"Demonstranten blockieren Straßen der Hauptstadt",
		"Minister bestreitet, dass Truppen die Grenze überschritten haben",
		"Zwei Soldaten nahe dem Kontrollpunkt getötet",
		"UN fordern beide Seiten zu neuen Gesprächen auf",
		"Ölpreis steigt nach Sperrung der Meerenge",
		"Merz beruft den Botschafter zu Beratungen ein",
		"Sanktionen gegen Banken treten am Montag in Kraft",
		"Rebellen erobern Flughafen und zwei Städte",
	},
	"nl": {
		"Marine stuurt drie torpedobootjagers naar de kust",
		"Parlement verwerpt staakt-het-vuren na een nacht van beschietingen",
		"Betogers blokkeren wegen in de hoofdstad",
		"Minister ontkent dat troepen de grens zijn overgestoken",
		"Twee militairen gedood bij een controlepost",
		"VN roepen beide partijen op om weer te gaan praten",
		"Olieprijs stijgt door de sluiting van de zeestraat",
		"Kabinet roept ambassadeur terug voor overleg",
		"Sancties tegen banken gaan maandag in",
		"Rebellen veroveren het vliegveld en twee dorpen",
	},
	"pl": {
		"Marynarka wysyła trzy niszczyciele w stronę wybrzeża",
		"Parlament odrzuca zawieszenie broni po nocy ostrzału",
		"Protestujący blokują drogi w stolicy",
		"Minister zaprzecza, że wojsko przekroczyło granicę",
		"Dwóch żołnierzy zginęło w pobliżu punktu kontrolnego",
		"ONZ wzywa obie strony do powrotu do rozmów",
		"Ceny ropy rosną po zamknięciu cieśniny",
		"Tusk wzywa ambasadora na konsultacje",
		"Sankcje wobec banków wchodzą w życie w poniedziałek",
		"Rebelianci zajęli lotnisko i dwa miasta",
	},
	"tr": {
		"Donanma kıyıya üç muhrip gönderiyor",
		"Meclis, bombardıman gecesinin ardından ateşkesi reddetti",
		"Göstericiler başkentte yolları kapattı",
		"Bakan, askerlerin sınırı geçtiğini yalanladı",
		"Kontrol noktası yakınında iki asker öldürüldü",
		"BM iki tarafı görüşmelere dönmeye çağırdı",
		"Boğazın kapatılmasıyla petrol fiyatları yükseldi",
		"Erdoğan büyükelçiyi Ankara'ya çağırdı",
		"Bankalara yönelik yaptırımlar pazartesi başlıyor",
		"İsyancılar havaalanını ve iki kasabayı ele geçirdi",
	},
	"ru": {
		"Флот направил к побережью три эсминца",
		"Парламент отверг перемирие после ночного обстрела",
		"Демонстранты третий день блокируют дороги в столице",
		"Министр опроверг переход войск через границу",
		"Двое солдат погибли у контрольно-пропускного пункта",
		"ООН призвала стороны вернуться к переговорам",
		"Цены на нефть выросли после закрытия пролива",
		"Лавров вызвал посла для консультаций",
		"Санкции против банков вступают в силу в понедельник",
		"Повстанцы захватили аэропорт и два города",
	},
	"uk": {
		"Флот направив до узбережжя три есмінці",
		"Парламент відхилив перемир'я після нічного обстрілу",
		"Протестувальники третій день блокують дороги в столиці",
		"Міністр спростував перехід військ через кордон",
		"Двоє солдатів загинули біля контрольного пункту",
		"ООН закликала сторони повернутися до переговорів",
		"Ціни на нафту зросли після закриття протоки",
		"Зеленський подякував союзникам за нову зброю",
		"Санкції проти банків набувають чинності в понеділок",
		"Повстанці захопили аеропорт і два міста",
	},
	"ar": {
		"البحرية ترسل ثلاث مدمرات إلى الساحل",
		"البرلمان يرفض وقف إطلاق النار بعد ليلة من القصف",
		"محتجون يغلقون الطرق في العاصمة لليوم الثالث",
		"الوزير ينفي عبور القوات للحدود",
		"مقتل جنديين قرب نقطة تفتيش",
		"الأمم المتحدة تدعو الطرفين إلى العودة للمفاوضات",
		"ارتفاع أسعار النفط بعد إغلاق المضيق",
		"الرئيس يستدعي السفير للتشاور",
		"العقوبات على المصارف تدخل حيز التنفيذ",
		"المتمردون يسيطرون على المطار وبلدتين",
	},
	"zh": {
		"海军向海岸派出三艘驱逐舰",
		"议会在一夜炮击后拒绝停火",
		"抗议者连续第三天封锁首都道路",
		"部长否认军队越过边界",
		"两名士兵在检查站附近丧生",
		"联合国呼吁双方恢复谈判",
		"海峡关闭后油价上涨",
		"總統召回大使進行磋商",
		"對銀行的制裁週一生效",
		"叛軍佔領機場和兩個城鎮",
	},
}

// TestHeadlines: at most one in twenty headlines may be left open and one in
// fifty given a wrong language.
func TestHeadlines(t *testing.T) {
	d := load(t)
	n, open, wrong := 0, 0, 0
	for want, lines := range headlines {
		for _, line := range lines {
			n++
			switch got, p := d.Identify(line); got {
			case want:
			case "":
				open++
				t.Logf("%s left open (%.2f): %s", want, p, line)
			default:
				wrong++
				t.Logf("%s taken for %s (%.2f): %s", want, got, p, line)
			}
		}
	}
	t.Logf("%d headlines: %d open, %d wrong", n, open, wrong)
	if open*20 > n || wrong*50 > n {
		t.Errorf("%d headlines: %d open, %d wrong", n, open, wrong)
	}
}

func TestArticles(t *testing.T) {
	d := load(t)
	for want, lines := range headlines {
		text := strings.Join(lines, ". ")
		if got, p := d.Identify(text); got != want || p < 0.9 {
			t.Errorf("%s: %q with %.2f", want, got, p)
		}
	}
}

func TestLeftOpen(t *testing.T) {
	d := load(t)
	for _, text := range []string{
		"", " \n", "12:30 — 45 %", "OK", "NATO", "USA", "Kim", "😀😀😀", "\xff\xfe\xff",
		"Στρατεύματα πέρασαν τα σύνορα",                                // Greek
		"部隊が国境を越えたと大臣が述べた",                                             // Japanese
		"군대가 국경을 넘었다",                                                  // Korean
		"نیروهای ارتش از مرز عبور کردند",                               // Persian
		"Trupele au trecut granița în această noapte, spune ministrul", // Romanian
		"Regeringen säger att trupperna har gått över gränsen",         // Swedish
		"Войските преминаха границата тази нощ, съобщи министърът",     // Bulgarian
	} {
		if got, p := d.Identify(text); got != "" {
			t.Errorf("%q taken for %s (%.2f)", text, got, p)
		}
	}
}

func TestLanguages(t *testing.T) {
	want := strings.Fields("ar ca de en es fr gl it nl pl pt ru tr uk zh")
	if got := load(t).Languages(); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestModelRejects(t *testing.T) {
	for _, b := range [][]byte{nil, weights[:100], append(slices.Clone(weights), 0), []byte("no model")} {
		if _, err := charmodel.Unmarshal(b); !errors.Is(err, tocsin.ErrInvalid) {
			t.Errorf("%d bytes: %v", len(b), err)
		}
	}
}

// FuzzIdentify: the answer is a known language or none, the confidence is a
// share, and white space around the text does not matter.
func FuzzIdentify(f *testing.F) {
	d := load(f)
	known := append(d.Languages(), "")
	for _, lines := range headlines {
		f.Add(lines[0])
	}
	f.Fuzz(func(t *testing.T, text string) {
		lang, p := d.Identify(text)
		if !slices.Contains(known, lang) || !(p >= 0 && p <= 1.000001) {
			t.Fatalf("%q with %v", lang, p)
		}
		if len(text) < 4000 && utf8.ValidString(text) {
			if again, _ := d.Identify(" \n" + text + " "); again != lang {
				t.Fatalf("%q with white space around it is %q", lang, again)
			}
		}
	})
}

func BenchmarkHeadline(b *testing.B) {
	d := load(b)
	b.ReportAllocs()
	for b.Loop() {
		d.Identify("El Parlamento rechaza el alto el fuego tras una noche de bombardeos")
	}
}
