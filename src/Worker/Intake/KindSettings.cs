namespace IShowTts.Worker.Intake;

/// <summary>What every kind of event has.</summary>
internal abstract class KindSettings
{
    /// <summary>Whether this kind is spoken at all.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The least role of the viewer. Default everyone.</summary>
    public ViewerRole MinimumRole { get; set; } = ViewerRole.Everyone;

    /// <summary>Whether each one waits for a person's approval. Default no.</summary>
    public bool NeedsApproval { get; set; }

    /// <summary>Sentences to choose from; empty for the built-in one.</summary>
    public List<TemplateOptions> Templates { get; set; } = [];
}
