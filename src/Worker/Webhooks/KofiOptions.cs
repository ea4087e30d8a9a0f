namespace IShowTts.Worker.Webhooks;

/// <summary>Ko-fi's webhooks. The address for ko-fi.com/manage/webhooks is <c>https://YOUR-TUNNEL/kofi/PATHTOKEN</c>.</summary>
internal sealed class KofiOptions
{
    /// <summary>Whether Ko-fi's webhooks are received. Default no.</summary>
    public bool Enabled { get; set; }

    /// <summary>The part of the path that nobody can guess: 22 to 128 letters, digits, <c>-</c> and <c>_</c>; <c>ishowtts webhooks secret --kofi</c> makes one. A secret.</summary>
    public string PathToken { get; set; } = "";

    /// <summary>The verification token of the page ko-fi.com/manage/webhooks, under Advanced. A secret.</summary>
    public string VerificationToken { get; set; } = "";
}
