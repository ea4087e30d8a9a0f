using IShowTts.Worker.Filtering.Words;

namespace IShowTts.Worker.Tests.Filtering;

public sealed class BlockedWordMatcherTests
{
    private static readonly WordLists s_lists = WordLists.Load("config/filters.json");

    // Words of the shipped list in disguise: leet, spacing, punctuation, look-alikes, doubling, invisible characters, full width, diacritics.
    public static readonly string[] Disguised =
    [
        "slurword", "SlurWord", "slurwords", "you badword", "badword!", "...badword...", "badword99", "99badword", "b4dw0rd", "b@dword", "badw0rd you",
        "$lurword", "5lurw0rd", "s1urword", "s|urword", "s!urword", "b a d w o r d", "B A D W O R D", "b.a.d.w.o.r.d", "b-a-d-w-o-r-d", "b_a_d_w_o_r_d",
        "b*a*d*w*o*r*d", "b. a. d. w. o. r. d", "bad-word", "bad_word", "bad.word", "slur-word", "baaaaadword", "bbaaddwwoorrdd", "sllluuurword",
        "badwооrd", "bаdword", "sⅼurword", "ѕlurword", "ｂａｄｗｏｒｄ", "ｓｌｕｒｗｏｒｄ", "𝐛𝐚𝐝𝐰𝐨𝐫𝐝", "𝓼𝓵𝓾𝓻𝔀𝓸𝓻𝓭", "𝕤𝕝𝕦𝕣𝕨𝕠𝕣𝕕", "ⓑⓐⓓⓦⓞⓡⓓ", "🅱adword", "🅑🅐🅓🅦🅞🅡🅓",
        "bádwörd", "b̷a̷d̷w̷o̷r̷d̷", "s̶l̶u̶r̶w̶o̶r̶d̶", "ba\u200Bdword", "b\u200Da\u200Dd\u200Dword", "bad\u00ADword", "\u202Ebadword", "b\u2060adword", "BΑDWORD",
        "b 4 d w 0 r d", "b.4.d.w.0.r.d", "sl ur wo rd", "s h i t", "sh it", "s.h.i.t", "sh1t", "$h!t", "fu ck", "f u c k", "fuuuuck", "fúck", "ƒuck", "motherfucker",
        "I f u c k u", "phuck", "a$$hole", "@sshole", "assh0le", "b1tch", "kill yourself", "KILL   YOURSELF", "k i l l yourself kys",
    ];

    public static readonly string[] Benign =
    [
        "Scunthorpe", "Penistone", "assess", "assassin", "classic", "the classic mass pass", "glass bass grass", "nice kitten", "cockpit", "cocktail", "peacock",
        "Dickens", "Moby Dick", "shitake mushrooms", "shiitake", "Essex", "Sussex", "Middlesex", "analysis", "analogue", "canal", "therapist", "grapes",
        "drape", "scraped", "skyscraper", "Niger", "Nigeria", "denigrate", "snigger", "niggardly", "raccoon", "tycoon", "Montenegro", "retardant foam",
        "spicy food", "despicable", "suspicious", "conspicuous", "the bad word", "a bad word list", "bad words hurt", "word bad", "sword", "swordfish",
        "let's hit it", "he'll be there", "she'll win", "that's it", "it's hit or miss", "we'll see", "I am so do my homework", "an us citizen",
        "is it", "as it is", "gg wp", "lol xd", "ok ty", "e.g. this", "1.5", "ok...sure", "bass...hit", "first.second", "c l a s s", "U S A", "A I", "b a d",
        "5 4 3 2 1", "455", "8008", "1337", "10/10", "$5", "wow!", "(um, what)", "c++", "as good as it gets", "passage", "embassy", "Hancock", "Babcock",
        "mishit the ball", "night shift", "shirt", "push it", "pushit", "wish it were", "with it", "Matsushita", "horseshoe", "shih tzu", "country", "account",
        "bitter", "orbit chart", "habit change", "rabbit choir", "pussycat", "pussy willow", "octopus sysadmin", "absolute",
        "badminton", "badge", "wordle", "slurp", "slurry", "fork", "duck", "truck", "luck of the draw", "funky", "firetruck", "unlucky", "kick", "bucket",
        "привет как дела", "сегодня хороший день", "こんにちは世界", "안녕하세요", "مرحبا بالعالم", "Καλημέρα", "naïve café", "El Niño", "über", "ça va",
    ];

    [Fact]
    public void Find_DisguisedWords_AllFound()
    {
        var matcher = Create(s_lists.BlockedWords, s_lists.AllowedWords);

        var missed = Disguised.Where(text => matcher.Find(text) is null).ToList();

        missed.ShouldBeEmpty($"recall {Disguised.Length - missed.Count} of {Disguised.Length}");
    }

    [Fact]
    public void Find_BenignText_NothingFound()
    {
        var matcher = Create(s_lists.BlockedWords, s_lists.AllowedWords);

        var hits = Benign.Select(text => (text, Entry: matcher.Find(text))).Where(x => x.Entry is not null).ToList();

        hits.ShouldBeEmpty($"false hits {hits.Count} of {Benign.Length}");
    }

    [Theory]
    [InlineData("plum", "plum", true)]
    [InlineData("plum", "plums", false)]
    [InlineData("plum*", "plums", true)]
    [InlineData("plum*", "aplum", false)]
    [InlineData("*plum", "aplum", true)]
    [InlineData("*plum*", "aplums", true)]
    [InlineData("pl*m", "plooom", true)]
    [InlineData("pl*m", "pl oom", false)]
    [InlineData("pl?m", "plum", true)]
    [InlineData("pl?m", "plm", false)]
    [InlineData("ripe plum", "a ripe  plum!", true)]
    [InlineData("ripe plum", "ripe green plum", false)]
    [InlineData("regex:pl[uo]m+", "plomm", true)]
    [InlineData("rot13:cyhz", "plum", true)]
    [InlineData("plumm", "plum", false)]
    [InlineData("plum", "plummm", true)]
    public void Find_Entry_FollowsItsStars(string entry, string text, bool isFound)
    {
        var found = Create([entry], []).Find(text);

        found.ShouldBe(isFound ? entry : null);
    }

    [Fact]
    public void Find_InsideAllowedWord_IsNoHitButBesideItIs()
    {
        var matcher = Create(["*plum*"], ["plumber*"]);

        matcher.Find("two plumbers").ShouldBeNull();
        matcher.Find("plumbers eat plums").ShouldBe("*plum*");
    }

    [Fact]
    public void Find_Name_LongWordsAreFoundInside()
    {
        var matcher = Create(["plums", "fig"], []);

        matcher.Find("iloveplumsalot", isName: true).ShouldBe("plums");
        matcher.Find("figment", isName: true).ShouldBeNull();
        matcher.Find("iloveplumsalot").ShouldBeNull();
    }

    [Theory]
    [InlineData("**", "1 to 64 letters")]
    [InlineData("*ab*", "3 letters or more")]
    [InlineData("regex:(a", "cannot be used")]
    [InlineData("regex:(?<=a)b", "linear time")]
    public void Parse_Mistake_NamesKeyAndCure(string entry, string cure)
    {
        var errors = new List<string>();

        WordSet.Parse([("Filters:BlockedWords:Words:0", entry)], [], new TextFolder(s_lists.Lookalikes), errors);

        errors.ShouldHaveSingleItem().ShouldStartWith("Filters:BlockedWords:Words:0");
        errors[0].ShouldContain(cure);
    }

    private static BlockedWordMatcher Create(IEnumerable<string> blocked, IEnumerable<string> allowed)
    {
        var folder = new TextFolder(s_lists.Lookalikes);
        var errors = new List<string>();
        var words = WordSet.Parse(blocked.Select(w => ("test", w)), allowed.Select(w => ("test", w)), folder, errors);
        errors.ShouldBeEmpty();
        return new BlockedWordMatcher(words, folder);
    }
}
