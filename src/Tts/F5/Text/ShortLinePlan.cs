namespace IShowTts.Tts.F5.Text;

/// <summary>How a very short line is spoken.</summary>
/// <param name="Text">What the model reads: the line with an end mark, so that it hears where the line ends.</param>
/// <param name="Frames">Mel frames of clip and line together.</param>
/// <param name="KeepSeconds">Silence that stays at each end when the result is trimmed by energy (<see cref="ShortLineRule.Trim"/>).</param>
internal sealed record ShortLinePlan(string Text, int Frames, double KeepSeconds);
