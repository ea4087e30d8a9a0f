namespace IShowTts.Worker.Api.Speech.OpenAi;

/// <summary>A model.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Object">Always <c>model</c>.</param>
/// <param name="Created">Unix time, seconds; 0: nobody knows.</param>
/// <param name="OwnedBy">Always <c>ishowtts</c>.</param>
internal sealed record OpenAiModelBody(string Id, string Object = "model", long Created = 0, string OwnedBy = "ishowtts");

/// <summary>All models.</summary>
/// <param name="Data">The models.</param>
/// <param name="Object">Always <c>list</c>.</param>
internal sealed record OpenAiModelListBody(IReadOnlyList<OpenAiModelBody> Data, string Object = "list");
