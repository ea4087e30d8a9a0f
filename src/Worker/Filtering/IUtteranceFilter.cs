namespace IShowTts.Worker.Filtering;

/// <summary>Cleans a message or says why it is not spoken.</summary>
/// <remarks>Called under the composer's lock: no filter is called twice at a time. Never throws on a viewer's words; time and memory grow linearly with them.</remarks>
internal interface IUtteranceFilter
{
    /// <summary>Looks at <see cref="Draft.Text"/> and may change it.</summary>
    /// <param name="draft">The message.</param>
    /// <returns>Accepted, or why not. A hold lets the later filters go on; any of them may still reject.</returns>
    FilterVerdict Apply(Draft draft);
}
