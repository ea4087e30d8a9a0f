using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Cli.LiveConsole;

/// <summary>Section <c>Console</c>: what <c>run</c> shows on its terminal.</summary>
internal sealed class LiveConsoleOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Console";

    /// <summary>How it is shown. Default: live on a terminal, plain lines otherwise.</summary>
    public ConsoleView View { get; set; } = ConsoleView.Auto;

    /// <summary>Messages kept that were heard or not. Default 50.</summary>
    [Range(1, 1_000)]
    public int HistoryLines { get; set; } = 50;
}
