using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Intake;

/// <summary>One sentence of several to choose from.</summary>
internal sealed class TemplateOptions
{
    /// <summary>Words with variables such as <c>%name%</c>.</summary>
    public string Text { get; set; } = "";

    /// <summary>How often it is chosen, next to the others. Default 1; 0 switches it off.</summary>
    [Range(0, 1000)]
    public double Weight { get; set; } = 1;
}
