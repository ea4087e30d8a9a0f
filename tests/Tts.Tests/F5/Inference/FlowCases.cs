using System.Text.Json;
using IShowTts.TestKit;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Sampling;

namespace IShowTts.Tts.Tests.F5.Inference;

/// <summary>Sampling cases of the goldens, single utterances apart from batches (which have noise for each row).</summary>
public static class FlowCases
{
    public static TheoryData<string, string> Singles() => Where(static batch => !batch);

    public static TheoryData<string, string> Batches() => Where(static batch => batch);

    /// <summary>The schedule that a case asks for.</summary>
    /// <param name="settings">The case's settings in the manifest.</param>
    /// <param name="epss">Empirically pruned steps; null: where there are some.</param>
    internal static IReadOnlyList<FlowStep> Steps(JsonElement settings, bool? epss = null)
    {
        var sway = Goldens.Property(settings, "sway_sampling_coef");
        return FlowSchedule.Create(
            settings.GetProperty("steps").GetInt32(), epss, sway.ValueKind == JsonValueKind.Number ? sway.GetDouble() : null, guidance: settings.GetProperty("cfg_strength").GetDouble());
    }

    private static TheoryData<string, string> Where(Func<bool, bool> wanted)
    {
        var data = new TheoryData<string, string>();
        foreach (var row in ((IEnumerable<object[]>)GoldenCases.Samples()).Select(static row => (Model: (string)row[0], Case: (string)row[1]))
            .Where(row => wanted(Goldens.TensorEntry(row.Model + "_sample.safetensors", row.Case + ".noise0").ValueKind != JsonValueKind.Undefined)).DefaultIfEmpty((Model: Goldens.None, Case: Goldens.None)))
        {
            data.Add(row.Model, row.Case);
        }

        return data;
    }
}
