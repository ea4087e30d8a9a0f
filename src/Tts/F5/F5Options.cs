using System.ComponentModel.DataAnnotations;
using IShowTts.Tts.F5.Sampling;

namespace IShowTts.Tts.F5;

/// <summary>How F5-TTS speaks cloned voices. Where its models run: <c>Tts:Onnx</c>.</summary>
public sealed class F5Options
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Tts:F5";

    /// <summary>Speak with F5-TTS. Off, the voices of the engine <c>f5</c> are spoken by their fallback. Default true; nothing is loaded before a voice needs it.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Model of voices that name none: the folder that <c>ishowtts models convert f5</c> made, as a path or as its name in <see cref="ModelsFolder"/>.
    /// Its precision is that of its conversion. Default <c>f5</c>.
    /// </summary>
    [Required]
    [StringLength(1_000)]
    public string Model { get; set; } = "f5";

    /// <summary>Folder of the models. Empty, the default: <c>models</c> in the data directory.</summary>
    [StringLength(1_000)]
    public string ModelsFolder { get; set; } = "";

    /// <summary>Check the sha256 of every file of a model when it is first loaded (some seconds per gigabyte), so that a damaged one is not spoken with. Default true.</summary>
    public bool VerifyModel { get; set; } = true;

    /// <summary>Evaluations of the model for each part of a text (NFE), 1 to 64. Fewer are faster, more are cleaner; 5, 6, 7, 10, 12 and 16 have grids of their own. Default 7.</summary>
    [Range(1, 64)]
    public int NfeStep { get; set; } = 7;

    /// <summary>How strongly speech follows text and clip (CFG), 0 to 10; 0 takes half the time and speaks less clearly. Default 2.</summary>
    [Range(0.0, 10.0)]
    public double CfgStrength { get; set; } = 2;

    /// <summary>How the evaluations are spread over the flow, −1 to 1.75; negative ones put more of them near its start. Default −1.</summary>
    [Range(-1.0, 1.75)]
    public double SwayCoefficient { get; set; } = -1;

    /// <summary>How the flow is integrated: Euler, as the original, or AdamsBashforth2, second order at the same cost. Default Euler.</summary>
    public FlowSolver Solver { get; set; } = FlowSolver.Euler;

    /// <summary>Flow time of the first guided evaluation, 0 to 1. Evaluations without guidance take half the time. Default 0.</summary>
    [Range(0.0, 1.0)]
    public double GuidanceFrom { get; set; }

    /// <summary>Flow time of the last guided evaluation, <see cref="GuidanceFrom"/> to 1. Default 1.</summary>
    [Range(0.0, 1.0)]
    public double GuidanceTo { get; set; } = 1;

    /// <summary>Seed of voices that have none, 0 or more: the same text, voice and seed sound the same. Default 0.</summary>
    [Range(0, int.MaxValue)]
    public int Seed { get; set; }

    /// <summary>Speaking rate of all cloned voices, on top of their own, 0.5 to 2.0. Default 1.</summary>
    [Range(0.5, 2.0)]
    public double Speed { get; set; } = 1;

    /// <summary>Overlap of two parts of a text, seconds, 0 to 0.5. Default 0.15.</summary>
    [Range(0.0, 0.5)]
    public double CrossFadeSeconds { get; set; } = 0.15;

    /// <summary>
    /// Speak the first part while the next is made. Off: parts are cut, timed and joined exactly as the original code does, and are heard when all are there.
    /// Default true.
    /// </summary>
    public bool Streaming { get; set; } = true;

    /// <summary>Aim for the length of the first part of a text, seconds, 0.5 to 10. Shorter is heard sooner. Default 1.</summary>
    [Range(0.5, 10.0)]
    public double FirstChunkSeconds { get; set; } = 1;

    /// <summary>Longest part of a text, seconds, 2 to 25; the model was trained on 30 s together with the clip, which bounds it too. Default 12.</summary>
    [Range(2.0, 25.0)]
    public double MaxChunkSeconds { get; set; } = 12;

    /// <summary>
    /// Most parts that wait together, of one text or of several, which are solved in one run of the model, 1 to 8; as many are made ahead. More keeps a large GPU
    /// busier; it takes twice the model's memory. A batch that fails is not tried again until the restart. Default 1: one after the other, soonest to be heard.
    /// </summary>
    [Range(1, 8)]
    public int BatchWaiting { get; set; } = 1;

    /// <summary>
    /// A part of a text may take this long for each second of audio the model works on, its clip included, 0.1 to 60, and never less than 5 s; then the engine has
    /// failed and the next voice speaks. Default 6, enough for a processor.
    /// </summary>
    [Range(0.1, 60.0)]
    public double TimeoutSeconds { get; set; } = 6;

    /// <summary>Look at each part before it is heard: broken numbers, silence, clipping, a length nobody speaks it in. Default true.</summary>
    public bool CheckResults { get; set; } = true;

    /// <summary>A part that fails the check is made once more with another seed, before the next voice speaks. Default true.</summary>
    public bool RetryOtherSeed { get; set; } = true;
}
