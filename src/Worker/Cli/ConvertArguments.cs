using System.CommandLine;

namespace IShowTts.Worker.Cli;

/// <summary>The options of <c>models convert f5</c>.</summary>
internal sealed class ConvertArguments
{
    /// <summary>The transformer.</summary>
    public Option<string> Checkpoint { get; } = new("--checkpoint") { Description = "Checkpoint (.safetensors, .pt), or the name of a fetched model", HelpName = "FILE", Required = true };

    /// <summary>The vocabulary.</summary>
    public Option<string?> Vocabulary { get; } = new("--vocab") { Description = "Its vocab.txt (default: the one beside the checkpoint)", HelpName = "FILE" };

    /// <summary>The vocoder.</summary>
    public Option<string?> Vocoder { get; } = new("--vocoder") { Description = "Vocos weights (.safetensors, .bin; default: the fetched vocos-mel-24khz)", HelpName = "FILE" };

    /// <summary>v0, v1 or other.</summary>
    public Option<string?> Config { get; } = new("--config") { Description = "v1-base, base (v0), or a JSON file; a fetched model knows its own", HelpName = "CONFIG" };

    /// <summary>Against the file's name.</summary>
    public Option<bool> ForceConfig { get; } = new("--force-config") { Description = "Convert although the checkpoint's name contradicts --config" };

    /// <summary>Number format.</summary>
    public Option<string> Precision { get; } = new("--precision") { Description = "fp32, fp16 (GPU) or int8 (CPU)", DefaultValueFactory = static _ => "fp32" };

    /// <summary>Where to.</summary>
    public Option<string?> Out { get; } = new("--out") { Description = "Folder to make (default: f5 in the folder of models)", HelpName = "FOLDER" };

    /// <summary>Replace.</summary>
    public Option<bool> Force { get; } = new("--force") { Description = "Replace a converted model that is there" };

    /// <summary>Licence.</summary>
    public Option<string?> Licence { get; } = new("--licence") { Description = "Licence of the weights, for the manifest", HelpName = "NAME" };

    /// <summary>A result for programs.</summary>
    public Option<bool> Json { get; } = CommonOptions.Json();

    /// <summary>Adds all of them to a command.</summary>
    public void AddTo(Command command)
    {
        Precision.AcceptOnlyFromAmong("fp32", "fp16", "int8");
        Licence.Aliases.Add("--license");
        foreach (var option in new Option[] { Checkpoint, Vocabulary, Vocoder, Config, ForceConfig, Precision, Out, Force, Licence, Json })
        {
            command.Add(option);
        }
    }
}
