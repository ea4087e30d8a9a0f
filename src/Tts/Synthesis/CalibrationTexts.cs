namespace IShowTts.Tts.Synthesis;

/// <summary>What a voice says when it is measured: some ten seconds with all kinds of sounds. Never heard.</summary>
internal static class CalibrationTexts
{
    private const string English =
        "Hello chat, welcome to the stream! She sells sea shells, and the quick brown fox jumps over the lazy dog. "
        + "Thank you for the follow, have a great evening everyone. Was that really five hundred bits? Go, go, go!";

    private static readonly Dictionary<string, string> ByLanguage = new(StringComparer.OrdinalIgnoreCase)
    {
        ["en"] = English,
        ["de"] = "Hallo Chat, willkommen im Stream! Zwölf große Boxkämpfer jagen Viktor quer über den Sylter Deich. "
            + "Danke fürs Folgen, ich wünsche euch allen einen schönen Abend. Waren das wirklich fünfhundert Bits? Los, los!",
        ["es"] = "¡Hola chat, bienvenidos al directo! El veloz murciélago comía feliz cardillo y kiwi junto a la cigüeña. "
            + "Gracias por seguirme, que tengáis todos una buena noche. ¿De verdad eran quinientos bits? ¡Vamos!",
        ["fr"] = "Bonjour le chat, bienvenue sur le direct ! Portez ce vieux whisky au juge blond qui fume près du quai. "
            + "Merci de me suivre, je vous souhaite à tous une bonne soirée. C'était vraiment cinq cents bits ? Allez !",
        ["it"] = "Ciao chat, benvenuti nella diretta! Quel vituperabile xenofobo zelante assaggia il whisky ed esclama alleluia. "
            + "Grazie per il follow, vi auguro una buona serata. Erano davvero cinquecento bit? Andiamo!",
        ["pt"] = "Olá chat, bem-vindos à transmissão! Luís argüia à Júlia que brações, fé, chá e óxido eram palavras do português. "
            + "Obrigado por seguir, uma boa noite para todos. Foram mesmo quinhentos bits? Vamos lá!",
        ["ja"] = "こんにちは、みなさん。はいしんへようこそ。いろはにほへと、ちりぬるを、わかよたれそ、つねならむ。"
            + "フォローありがとうございます。みなさん、よいよるをすごしてください。ほんとうですか。がんばって。",
    };

    /// <summary>The text for a language.</summary>
    /// <param name="language">BCP 47 tag; one we have no text for is measured in English.</param>
    public static string For(string language) =>
        ByLanguage.GetValueOrDefault(language.Split('-', 2)[0], English);
}
