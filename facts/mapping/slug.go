package mapping

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Slug makes an id of a text: its letters, small and without accents, and its
// digits, with a hyphen for whatever is between them. Letters of other
// alphabets are written as they sound, and those of scripts without an alphabet
// here by their number in Unicode, so that two names do not become one.
func Slug(text string) string {
	var b strings.Builder
	between := false
	add := func(s string) {
		if between && b.Len() > 0 {
			b.WriteByte('-')
		}
		between = false
		b.WriteString(s)
	}
	for _, r := range norm.NFKD.String(text) {
		r = unicode.ToLower(r)
		switch sound, ok := sounds[r]; {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9', r == '_' && b.Len() > 0:
			add(string(r))
		case ok:
			if sound != "" {
				add(sound)
			}
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r), unicode.IsNumber(r):
			between = true
			add("u" + strconv.FormatInt(int64(r), 16))
			between = true
		default:
			between = true
		}
	}
	return strings.TrimRight(b.String(), "-_")
}

// sounds are the small letters that have no accent to take away, and what else
// leaves no gap, in Latin letters.
var sounds = func() map[rune]string {
	m := map[rune]string{'\'': "", '’': "", '"': "", '&': "and", '@': "at", 'ь': "", 'ъ': ""}
	for pair := range strings.FieldsSeq(`
ßss æae ðd øo þth đd ħh ıi ĸk łl ŋng œoe ŧt ſs ƀb ɓb ɖd ɗd əe ǝe ǥg ɣg ƙk ɨi ʉu
αa βb γg δd εe ζz ηe θth ιi κk λl μm νn ξx οo πp ρr ςs σs τt υu φph χkh ψps ωo
аa бb вv гg дd еe жzh зz иi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ыy эe юiu яia
ђdj єie ѕdz іi јj љlj њnj ћtsh џdzh ґg ғg җzh қk ңn ҥng өo үu ұu ҳkh һh ҽch ҿch ҷch ҭt ҟk ҵts ӡdz әa ӕae
աa բb գg դd եe զz էe ըe թt ժzh իi լl խkh ծts կk հh ձdz ղgh ճch մm յy նn շsh ոo չch պp ջj ռr սs վv տt րr ցts ւw փp քk օo ֆf
აa ბb გg დd ეe ვv ზz თt იi კk ლl მm ნn ოo პp ჟzh რr სs ტt უu ფp ქk ღgh ყq შsh ჩch ცts ძdz წts ჭch ხkh ჯj ჰh ჱe ჲy ჳw ჴq ჵo ჶf
`) {
		for i, r := range pair {
			m[r] = pair[i+len(string(r)):]
			break
		}
	}
	return m
}()
