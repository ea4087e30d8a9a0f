namespace IShowTts.Worker.Tests.SpeakerBot;

/// <summary>Tests that measure the memory of the process: they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class MeasuredMemory
{
    public const string Name = "measured memory";
}
