namespace IShowTts.Worker.Intake;

/// <summary>Channel points.</summary>
internal sealed class RedemptionOptions : KindSettings
{
    /// <summary>Ids or titles of the rewards to read, compared without case; empty for every reward that comes with text.</summary>
    public List<string> Rewards { get; set; } = [];
}
