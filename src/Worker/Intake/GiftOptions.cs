namespace IShowTts.Worker.Intake;

/// <summary>Gifted subscriptions.</summary>
internal sealed class GiftOptions : KindSettings
{
    /// <summary>Whether each gift of a bomb is read although the bomb was announced. Default no.</summary>
    public bool ReadPartsOfBombs { get; set; }
}
