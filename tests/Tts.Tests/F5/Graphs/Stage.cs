using System.Text.RegularExpressions;
using IShowTts.Tts.F5;

namespace IShowTts.Tts.Tests.F5.Graphs;

/// <summary>Which value of which of our graphs a golden stage is, by its name.</summary>
/// <param name="Graph"><c>modulation</c>, <c>text</c> or <c>step</c>.</param>
/// <param name="Value">Name of the value there.</param>
/// <param name="Row">Row of the text graph: 0 guided, 1 unguided; −1 when the golden has all rows of the case.</param>
internal sealed partial record Stage(string Graph, string Value, int Row)
{
    /// <summary>Finds the value.</summary>
    /// <param name="golden">Name without the case, for example <c>text.block0.cond</c>.</param>
    /// <param name="architecture">Its model.</param>
    /// <param name="only">Row of cases that compute one.</param>
    public static Stage Of(string golden, F5Architecture architecture, int only)
    {
        var (name, row) = golden switch
        {
            _ when golden.EndsWith(".cond", StringComparison.Ordinal) => (golden[..^".cond".Length], 0),
            _ when golden.EndsWith(".uncond", StringComparison.Ordinal) => (golden[..^".uncond".Length], 1),
            "text_embed" or "input_embed" or "input.proj" or "input.conv_pos" => (golden, only),
            _ => (golden, -1),
        };
        return name switch
        {
            "time_sinus" or "t" => new Stage("modulation", name, -1),
            "text_embed" => new Stage("text", $"text.block{architecture.TextConvLayers - 1}", row),
            "rope_freqs" => new Stage("step", "rotary.cos", -1),
            _ when BlockOutput().IsMatch(name) && architecture.TextMaskPadding => new Stage("text", name + ".sum", row),
            _ when name.StartsWith("text.", StringComparison.Ordinal) => new Stage("text", name, row),
            _ when Modulation().Match(name) is { Success: true } match =>
                new Stage("step", $"modulation{(6 * int.Parse(match.Groups["block"].ValueSpan)) + Array.IndexOf(Vectors, match.Groups["vector"].Value)}", -1),
            _ => new Stage("step", name, row),
        };
    }

    private static readonly string[] Vectors = ["shift_msa", "scale_msa", "gate_msa", "shift_mlp", "scale_mlp", "gate_mlp"];

    // The golden of a text block is taken before filler frames are zeroed again.
    [GeneratedRegex(@"^text\.block\d+$", RegexOptions.None, 1000)]
    private static partial Regex BlockOutput();

    [GeneratedRegex(@"^block(?<block>\d+)\.attn_norm\.(?<vector>(shift|scale|gate)_m\w\w)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Modulation();
}
