namespace IShowTts.Worker.Webhooks;

/// <summary>One sender of signed webhooks.</summary>
internal sealed class WebhookSourceOptions
{
    /// <summary>Whether it is received; else it is answered 410, "stop sending". Default yes.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>What you call it; shown beside the source. May be empty.</summary>
    public string Name { get; set; } = "";

    /// <summary>Secrets, each <c>whsec_</c> and base64; two while an old one is replaced by a new one. <c>ishowtts webhooks secret</c> makes one.</summary>
    public List<string> Secrets { get; set; } = [];
}
