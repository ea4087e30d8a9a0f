namespace IShowTts.Worker.Intake;

/// <summary>A kind without settings of its own.</summary>
internal sealed class KindOptions : KindSettings;
