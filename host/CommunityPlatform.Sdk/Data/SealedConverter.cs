using CommunityPlatform.Sdk.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CommunityPlatform.Sdk.Data;

/// <summary>Stores <see cref="Sealed"/> as text.</summary>
public sealed class SealedConverter() : ValueConverter<Sealed, string>(value => value.Stored, stored => Sealed.FromStored(stored));
