namespace IShowTts.Worker.Cli.LiveConsole;

/// <summary>How a line of the view looks.</summary>
internal enum Tone
{
    /// <summary>As the terminal has it.</summary>
    Plain,

    /// <summary>A heading.</summary>
    Heading,

    /// <summary>Being spoken, or heard.</summary>
    Good,

    /// <summary>Not heard.</summary>
    Bad,

    /// <summary>Needs a person.</summary>
    Alarm,

    /// <summary>Less important.</summary>
    Faint,
}
