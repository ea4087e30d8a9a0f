namespace IShowTts.Tts.Synthesis;

/// <summary>Puts stages around a synthesizer. The stage that is used first is the outermost: it sees the request first and the audio last.</summary>
public sealed class SynthesizerBuilder
{
    private readonly ISpeechSynthesizer innermost;
    private readonly List<Func<ISpeechSynthesizer, ISpeechSynthesizer>> stages = [];

    /// <summary>Starts with what speaks.</summary>
    /// <param name="innermost">An engine, or several behind <see cref="RoutingSynthesizer"/>. Whoever disposes the result disposes it.</param>
    public SynthesizerBuilder(ISpeechSynthesizer innermost) => this.innermost = innermost;

    /// <summary>Adds a stage inside those already added.</summary>
    /// <param name="stage">Takes the synthesizer inside, gives the stage; may give back what it took when it would do nothing.</param>
    /// <returns>This builder.</returns>
    public SynthesizerBuilder Use(Func<ISpeechSynthesizer, ISpeechSynthesizer> stage)
    {
        stages.Add(stage);
        return this;
    }

    /// <summary>Builds the chain.</summary>
    /// <returns>The outermost stage; disposing it disposes all inside.</returns>
    public ISpeechSynthesizer Build()
    {
        var synthesizer = innermost;
        for (var i = stages.Count - 1; i >= 0; i--)
        {
            synthesizer = stages[i](synthesizer);
        }

        return synthesizer;
    }
}
