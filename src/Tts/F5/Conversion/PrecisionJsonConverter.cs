using System.Text.Json;
using System.Text.Json.Serialization;

namespace IShowTts.Tts.F5.Conversion;

/// <summary>Writes a precision as the command line does: <c>fp32</c>, <c>fp16</c>, <c>int8</c>.</summary>
internal sealed class PrecisionJsonConverter() : JsonStringEnumConverter<F5Precision>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
